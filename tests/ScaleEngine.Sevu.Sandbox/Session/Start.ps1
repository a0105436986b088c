# Connects the session to the emulator, and makes every line that the documentation prints work in it as printed.
# PowerShell runs this in the session's own scope, and goes on without a word where it fails.
& {
    $ErrorActionPreference = 'Stop'
    trap {
        [Console]::Error.WriteLine("The sandbox could not start: $_")
        [Environment]::Exit(1)
    }

    Set-Location -LiteralPath $env:SEVU_SANDBOX_FOLDER
    # What somebody has changed stays.
    Get-ChildItem "$PSScriptRoot/Files" | Where-Object { -not (Test-Path -LiteralPath $_.Name) } | Copy-Item
    Import-Module StandIns -Global
    Connect-Sevu -CdnId $env:SEVU_SANDBOX_CDN -Credential $credential

    # A session with a configuration file does not load it by itself.
    if (-not [Console]::IsInputRedirected) {
        Import-Module PSReadLine -Global
    }
}
