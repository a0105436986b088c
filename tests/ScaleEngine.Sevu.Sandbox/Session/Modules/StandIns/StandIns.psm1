# Replaces what the documentation's commands use and this machine may lack: Azure, other modules, the task scheduler. The
# functions return the sandbox's own account and files, or do nothing. They are in a module so that parallel blocks find them.

# Connect-Sevu without -Endpoint connects to the emulator: in the session, in this module and in a job. (PowerShell runs a script
# block that is a default value and uses its output: here the inner block.)
$global:PSDefaultParameterValues['Connect-Sevu:Endpoint'] = $env:SEVU_SANDBOX_ENDPOINT
$PSDefaultParameterValues['Connect-Sevu:Endpoint'] = $env:SEVU_SANDBOX_ENDPOINT
$global:PSDefaultParameterValues['Start-Job:InitializationScript'] = {
    { $global:PSDefaultParameterValues['Connect-Sevu:Endpoint'] = $env:SEVU_SANDBOX_ENDPOINT }
}

$secret = ConvertTo-SecureString $env:SEVU_SANDBOX_SECRET -AsPlainText -Force
$credential = [pscredential]::new($env:SEVU_SANDBOX_KEY, $secret)

function Write-StandInWarning { Write-Warning "$((Get-PSCallStack)[1].Command) does nothing in the sandbox." }

# Azure Automation. The variables last as long as the session.
$automationVariables = @{ SevuTickets = Get-Content tickets.txt -Raw; SevuRejectedAttempts = '{}' }
function Get-AutomationPSCredential { $credential }
function Get-AutomationVariable($Name) { $automationVariables[$Name] }
function Set-AutomationVariable($Name, $Value) { $automationVariables[$Name] = $Value }
function Start-AzAutomationRunbook($Name, $Parameters) { & "./$Name.ps1" @Parameters }

# Az.Accounts, Az.KeyVault
function Connect-AzAccount { Write-StandInWarning }
function Get-AzKeyVaultSecret($Name) { @{ SecretValue = Get-Secret $Name } }

# Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
function Register-SecretVault { Write-StandInWarning }
function Set-Secret { Write-StandInWarning }
function Get-Secret($Name) {
    switch ($Name) {
        'SevuApiKey' { ConvertTo-SecureString $credential.UserName -AsPlainText -Force }
        'SevuApiSecret' { $credential.Password }
        default { $credential }
    }
}
function Unlock-SecretStore { Write-StandInWarning }
function Set-SecretStoreConfiguration { Write-StandInWarning }
function Reset-SecretStore { Write-StandInWarning }

# ScheduledTasks
function New-ScheduledTaskAction { 'action' }
function New-ScheduledTaskTrigger { 'trigger' }
function New-ScheduledTaskSettingsSet { 'settings' }
function Register-ScheduledTask { Write-StandInWarning }

Export-ModuleMember -Function * -Variable credential
