# Connects the session to the emulator, so that every command of the documentation runs as printed.
# PowerShell runs this script in the session's scope. If it failed, PowerShell would continue silently: hence the trap.
& {
    $ErrorActionPreference = 'Stop'
    trap {
        [Console]::Error.WriteLine("The sandbox could not start: $_")
        [Environment]::Exit(1)
    }

    Set-Location -LiteralPath $env:SEVU_SANDBOX_FOLDER
    # Keeps files that the user has changed.
    Get-ChildItem "$PSScriptRoot/Files" | Where-Object { -not (Test-Path -LiteralPath $_.Name) } | Copy-Item
    Import-Module StandIns -Global
    Connect-Sevu -CdnId $env:SEVU_SANDBOX_CDN -Credential $credential

    # A session with a configuration file does not load PSReadLine automatically.
    if (-not [Console]::IsInputRedirected) {
        Import-Module PSReadLine -Global
    }
}
