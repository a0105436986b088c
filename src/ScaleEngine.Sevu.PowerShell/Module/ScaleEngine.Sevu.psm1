# Windows PowerShell does not check DotNetFrameworkVersion of the manifest: without this, the error would be about netstandard.dll.
if ($PSVersionTable.PSEdition -ne 'Core') {
    $framework = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' -Name Release -ErrorAction Ignore
    # The number of 4.7.2: https://learn.microsoft.com/dotnet/framework/install/how-to-determine-which-versions-are-installed
    if ($framework -and $framework.Release -lt 461808) {
        throw 'ScaleEngine.Sevu needs .NET Framework 4.7.2 or later. Get it from https://dotnet.microsoft.com/download/dotnet-framework.'
    }
}

# One source, two builds: .NET 8 and later under PowerShell 7.4 and later; .NET Framework, and .NET before 8, under earlier ones.
$target = if ($PSVersionTable.PSVersion -ge '7.4') { 'net8.0' } else { 'netstandard2.0' }
try {
    Import-Module -Name "$PSScriptRoot/bin/$target/ScaleEngine.Sevu.PowerShell.dll" -ErrorAction Stop
}
catch {
    if ("$_" -notmatch 'already loaded') { throw }
    throw 'Another version of ScaleEngine.Sevu was loaded in this process, and PowerShell 7 cannot load two. Start a new PowerShell.'
}
