# Replaces what the documentation's commands need besides the sandbox: a user at the keyboard, and other machines.

$ConfirmPreference = 'None'

function Get-Credential { $credential }
function Read-Host($Prompt) {
    switch ($Prompt) {
        'API key' { ConvertTo-SecureString $credential.UserName -AsPlainText -Force }
        'API secret' { $credential.Password }
        default { ConvertTo-SecureString 'a password' -AsPlainText -Force }
    }
}

# A job replaces a machine that is reached over SSH.
function New-PSSession($HostName) { $HostName }
function Invoke-Command($Session, [switch] $AsJob, [scriptblock] $ScriptBlock) { Start-Job $ScriptBlock }
function Remove-PSSession { }

# Install.Tests.ps1 tests the installation.
function Register-PSResourceRepository { }
function Install-PSResource { }
