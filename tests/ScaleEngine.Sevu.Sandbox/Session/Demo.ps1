# Shows the module at work; before the prompt, what to try there.
param([switch] $Prompt)

$key = 'mystream.53ffc996dd39d5.39102367'

"PS> Get-SevuTicketAttempt $key -StartTime (Get-Date).AddHours(-6) | Where-Object Success -eq `$false | Select-Object -First 10"
Get-SevuTicketAttempt $key -StartTime (Get-Date).AddHours(-6) | Where-Object Success -eq $false | Select-Object -First 10 | Out-Host

"PS> Get-SevuTicketAttempt $key | Group-Object Reason -NoElement | Sort-Object Count -Descending"
Get-SevuTicketAttempt $key | Group-Object Reason -NoElement | Sort-Object Count -Descending | Out-Host

if ($Prompt) {
    @"
You are in PowerShell $($PSVersionTable.PSVersion), connected to the emulator; exit leaves. Some tickets are in tickets.txt. Try

  Get-Content tickets.txt | Get-SevuTicketAttempt | Group-Object Key, Reason -NoElement
  New-SevuTicket -Video 'event/*' -App acme-live -Uses 5 -Expires (Get-Date).AddHours(4)
  Get-Help Get-SevuTicketAttempt -Examples

Where a line asks for a credential, give `$credential instead, or
  user name (API key)    $env:SEVU_SANDBOX_KEY
  password (API secret)  $env:SEVU_SANDBOX_SECRET

"@
}
else {
    'Your own: dotnet run --project tests/ScaleEngine.Sevu.Sandbox -- -Command "Get-Command -Module ScaleEngine.Sevu"'
}
