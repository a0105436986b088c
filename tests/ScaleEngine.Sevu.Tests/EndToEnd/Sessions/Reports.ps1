# Writes a report of each ticket text.0, text.1, ... to the folder.
param([string] $Module, [string] $Endpoint, [string] $Folder, [int] $Count)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$secret = ConvertTo-SecureString 8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f -AsPlainText
Connect-Sevu 158 -Endpoint $Endpoint -ApiKey (ConvertTo-SecureString APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE -AsPlainText) -ApiSecret $secret
foreach ($i in 0..($Count - 1)) {
    $attempts = Get-SevuTicketAttempt "text.$i" -WarningAction Ignore
    $attempts | Export-SevuTicketReport "$Folder/$i.html" -Title "acme $($attempts[0].PageUrl)" -MaximumOutsideNetworkCount 0 -MaximumAcceptedNetworkCount 0
}

[Console]::WriteLine('done')
