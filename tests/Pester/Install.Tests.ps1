BeforeDiscovery {
    $canInstall = [bool](Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    dotnet pack (Join-Path $repository 'src/ScaleEngine.Sevu.PowerShell') --no-build -o "$TestDrive/package" "-p:NuspecOutputPath=$TestDrive/nuspec" | Out-Null
    $package = (Get-Item "$TestDrive/package/*.nupkg").FullName
    $zip = "$TestDrive/package/ScaleEngine.Sevu.zip"

    # As somebody who has nothing yet.
    function Invoke-AsNewUser([string] $Script) {
        $before = $env:HOME, $env:USERPROFILE, $env:XDG_DATA_HOME, $env:XDG_CONFIG_HOME, $env:PSModulePath
        $env:HOME = $env:USERPROFILE = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        $env:XDG_DATA_HOME = $env:XDG_CONFIG_HOME = $env:PSModulePath = $null
        try {
            $powershell = (Get-Process -Id $PID).Path
            & $powershell -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; $Script"
        }
        finally {
            $env:HOME, $env:USERPROFILE, $env:XDG_DATA_HOME, $env:XDG_CONFIG_HOME, $env:PSModulePath = $before
        }
    }

    $use = @"
$(Get-ConnectScript $emulator.Endpoint)
@(Get-SevuTicketAttempt emulator.attempts.3).Count
(Get-Module ScaleEngine.Sevu).Version.ToString()
(Get-Help Get-SevuTicketAttempt).Synopsis
"@
    $expected = '3', (Import-PowerShellDataFile "$modulePath/ScaleEngine.Sevu.psd1").ModuleVersion,
        'Reads who tried to use a ticket, when, from where, and why it was refused.'
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'The package' {
    It 'is published to a folder, installed from it, and loads by the name of a cmdlet' -Skip:(-not $canInstall) {
        New-Item "$TestDrive/gallery" -ItemType Directory | Out-Null
        Invoke-AsNewUser @"
Register-PSResourceRepository -Name Folder -Uri '$TestDrive/gallery' -Trusted
Publish-PSResource -NupkgPath '$package' -Repository Folder
Install-PSResource ScaleEngine.Sevu -Repository Folder
$use
"@ | Should -Be $expected
    }
}

Describe 'The module''s folder' {
    It 'is published to a folder as well' -Skip:(-not $canInstall) {
        New-Item "$TestDrive/other" -ItemType Directory | Out-Null
        Invoke-AsNewUser @"
Register-PSResourceRepository -Name Other -Uri '$TestDrive/other' -Trusted
Publish-PSResource -Path '$modulePath' -Repository Other
(Find-PSResource ScaleEngine.Sevu -Repository Other).Version.ToString()
"@ | Should -Be $expected[1]
    }
}

Describe 'The zip file' {
    It 'holds a folder of modules'' content, as Azure Automation takes it' {
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        [System.IO.Compression.ZipFile]::ExtractToDirectory($zip, "$TestDrive/modules/ScaleEngine.Sevu")
        Invoke-AsNewUser "`$env:PSModulePath = '$TestDrive/modules' + [System.IO.Path]::PathSeparator + `$env:PSModulePath; $use" | Should -Be $expected
    }
}
