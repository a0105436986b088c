# Demonstrates the module; before the prompt, it lists what to try.
param([switch] $Prompt)

$key = 'mystream.53ffc996dd39d5.39102367'

"PS> Get-SevuTicketAttempt $key -StartTime (Get-Date).AddHours(-6) | Where-Object Success -eq `$false | Select-Object -First 10"
Get-SevuTicketAttempt $key -StartTime (Get-Date).AddHours(-6) | Where-Object Success -eq $false | Select-Object -First 10 | Out-Host

"PS> Get-SevuTicketAttempt $key | Group-Object Reason | Select-Object Count, Name"
Get-SevuTicketAttempt $key | Group-Object Reason | Select-Object Count, Name | Out-Host

if ($Prompt) {
    @"
You are in PowerShell $($PSVersionTable.PSVersion), connected to the emulator; exit leaves. tickets.csv describes its tickets. Try

  Get-Content tickets.txt | Get-SevuTicketAttempt | Group-Object Key, Reason | Select-Object Count, Name
  New-SevuTicket -Video 'event/*' -App acme-live -Uses 5 -Expires (Get-Date).AddHours(4)
  Get-Help Get-SevuTicketAttempt -Examples

To connect again: Connect-Sevu -CdnId 158 -Credential `$credential
If a command asks for a credential, use `$credential, or
  user name (API key)    $env:SEVU_SANDBOX_KEY
  password (API secret)  $env:SEVU_SANDBOX_SECRET

"@
}
else {
    'Your own command: dotnet run --project tests/ScaleEngine.Sevu.Sandbox -- -Command "Get-Command -Module ScaleEngine.Sevu"'
}
