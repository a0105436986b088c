BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    # The folder of an existing package. By default, the staged module is packed.
    $folder = $env:SEVU_PACKAGE
    if (-not $folder) {
        $folder = "$TestDrive/package"
        dotnet pack (Join-Path $repository 'src/ScaleEngine.Sevu.PowerShell') --no-build -o $folder "-p:NuspecOutputPath=$TestDrive/nuspec" | Out-Null
    }

    $package = (Get-Item "$folder/*.nupkg").FullName
    $zip = (Get-Item "$folder/ScaleEngine.Sevu.zip").FullName

    function Skip-WithoutPSResourceGet {
        Skip-Unless (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable) 'Microsoft.PowerShell.PSResourceGet is not installed'
    }

    # Runs a script with the profile of a user who has installed nothing.
    function Invoke-AsNewUser([string] $Script) {
        $before = $env:HOME, $env:USERPROFILE, $env:XDG_DATA_HOME, $env:XDG_CONFIG_HOME, $env:PSModulePath
        $env:HOME = $env:USERPROFILE = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        # Without this folder, PSResourceGet writes NuGet.Config to the current folder.
        $null = New-Item "$env:HOME/.config" -ItemType Directory
        $env:XDG_DATA_HOME = $env:XDG_CONFIG_HOME = $env:PSModulePath = $null
        try {
            Invoke-PowerShell -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; $Script"
        }
        finally {
            $env:HOME, $env:USERPROFILE, $env:XDG_DATA_HOME, $env:XDG_CONFIG_HOME, $env:PSModulePath = $before
        }
    }

    # Registers a repository, runs a script and removes the repository: on Windows it is registered for the real user.
    function Invoke-WithRepository([string] $Folder, [string] $Script) {
        $null = New-Item $Folder -ItemType Directory
        Invoke-AsNewUser @"
Register-PSResourceRepository -Name SevuTest -Uri '$Folder' -Trusted
try {
    $Script
}
finally {
    Unregister-PSResourceRepository SevuTest
}
"@
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
    It 'can be published to a folder, saved from it and loaded by the name of a cmdlet' {
        Skip-WithoutPSResourceGet
        $null = New-Item "$TestDrive/saved" -ItemType Directory
        Invoke-WithRepository "$TestDrive/gallery" @"
Publish-PSResource -NupkgPath '$package' -Repository SevuTest
Save-PSResource ScaleEngine.Sevu -Repository SevuTest -Path '$TestDrive/saved'
`$env:PSModulePath = '$TestDrive/saved' + [System.IO.Path]::PathSeparator + `$env:PSModulePath
$use
"@ | Should -Be $expected
    }

    It 'can be installed with the commands in README' {
        Skip-WithoutPSResourceGet
        Skip-Unless ($PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows) 'on Windows the commands would install it for the real user'
        $readme = Get-Content -LiteralPath (Join-Path $repository 'README.md') -Raw
        $lines = Get-PowerShellBlock $readme | Where-Object { $_.StartsWith('Register-PSResourceRepository') }
        $lines | Should -Match 'Install-PSResource ScaleEngine.Sevu'
        $null = New-Item "$TestDrive/clone/artifacts/package" -ItemType Directory
        Copy-Item $package "$TestDrive/clone/artifacts/package"
        Invoke-AsNewUser "Set-Location '$TestDrive/clone'`n$lines`n$use" | Should -Be $expected
    }
}

Describe 'The module''s folder' {
    It 'can be published to a folder' {
        Skip-WithoutPSResourceGet
        Invoke-WithRepository "$TestDrive/other" @"
Publish-PSResource -Path '$modulePath' -Repository SevuTest
(Find-PSResource ScaleEngine.Sevu -Repository SevuTest).Version.ToString()
"@ | Should -Be $expected[1]
    }
}

Describe 'The zip file' {
    It 'can be extracted to a module folder, as Azure Automation does' {
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        [System.IO.Compression.ZipFile]::ExtractToDirectory($zip, "$TestDrive/modules/ScaleEngine.Sevu")
        Invoke-AsNewUser "`$env:PSModulePath = '$TestDrive/modules' + [System.IO.Path]::PathSeparator + `$env:PSModulePath; $use" | Should -Be $expected
    }
}
