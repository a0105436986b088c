# Connects the session to the emulator, and makes every line that the documentation prints work in it as printed.
# PowerShell runs this in the session's own scope, and goes on without a word where it fails.
& {
    $ErrorActionPreference = 'Stop'
    trap {
        [Console]::Error.WriteLine("The sandbox could not start: $_")
        [Environment]::Exit(1)
    }

    Set-Location -LiteralPath $env:SEVU_SANDBOX_FOLDER
    Copy-Item "$PSScriptRoot/Files/*" .

    # Connect-Sevu without -Endpoint means the emulator here, in a job, too. (PowerShell runs a block that is a default value,
    # and takes what it gives: here the inner block.)
    $global:PSDefaultParameterValues['Connect-Sevu:Endpoint'] = $env:SEVU_SANDBOX_ENDPOINT
    $global:PSDefaultParameterValues['Start-Job:InitializationScript'] = {
        { $global:PSDefaultParameterValues['Connect-Sevu:Endpoint'] = $env:SEVU_SANDBOX_ENDPOINT }
    }

    $secret = ConvertTo-SecureString $env:SEVU_SANDBOX_SECRET -AsPlainText -Force
    $global:credential = [pscredential]::new($env:SEVU_SANDBOX_KEY, $secret)
    Connect-Sevu -CdnId $env:SEVU_SANDBOX_CDN -Credential $credential

    # A session with a configuration file does not load it by itself.
    if (-not [Console]::IsInputRedirected) {
        Import-Module PSReadLine -Global
    }
}
