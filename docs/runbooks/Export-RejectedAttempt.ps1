<#
.SYNOPSIS
Writes the rejected attempts that are new since the last run to a file, each exactly once.
.DESCRIPTION
An Azure Automation runbook to run every hour. It writes rejected-000001.csv, rejected-000002.csv and so on, and then sets an
Automation variable to the next number and a bookmark: a run that dies before that is repeated under the same number. A ticket that
cannot be read is left for the next run. The others are written, and the job fails with an error that names the ticket.
.EXAMPLE
./Export-RejectedAttempt.ps1 -CdnId 158 -Folder /mnt/sevu -Format JsonLines -Since 2026-11-01T00:00:00Z
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingPlainTextForPassword', 'CredentialName', Justification = 'A name.')]
param(
    <# The account's CDN id. #> [Parameter(Mandatory)] [int] $CdnId,
    <# The folder for the files. It must exist and outlast the job. #> [Parameter(Mandatory)] [string] $Folder,
    <# Csv, or JsonLines for one JSON object per line (.jsonl). #> [ValidateSet('Csv', 'JsonLines')] [string] $Format = 'Csv',
    <# The credential asset: API key and API secret. #> [string] $CredentialName = 'Sevu',
    <# The variable with the tickets' keys, separated by white space or commas. #> [string] $TicketVariableName = 'SevuTickets',
    <# The variable that keeps the state; empty or {} at first. #> [string] $StateVariableName = 'SevuRejectedAttempts',
    <# Where to start a ticket that is not in the state, in local time. #> [datetime] $Since = (Get-Date).AddHours(-24),
    <# How many minutes before its ticket's latest a late one is found. #> [ValidateRange(0, 10080)] [int] $OverlapMinutes = 15,
    <# Reads each whole log, because a part may lack the attempts without a time. #> [switch] $IncludeUndated,
    <# The service's URL, if it is not the default one. #> [uri] $Endpoint
)
$ErrorActionPreference = 'Stop'
# Times are strings in Windows PowerShell 5.1, and [datetime] in PowerShell 7.
function Format-Utc($Time) { if ($Time) { ([datetime]$Time).ToUniversalTime().ToString('s') + 'Z' } }
function Save-State($State) { Set-AutomationVariable -Name $StateVariableName -Value (ConvertTo-Json $State -Depth 5 -Compress) }
$keys = @((Get-AutomationVariable -Name $TicketVariableName) -split '[\s,;"''<>\uFEFF]+' -ne '' | Select-Object -Unique)
if (-not $keys) { throw "The Automation variable '$TicketVariableName' names no ticket." }
# A missing folder is an error: a folder created in place of a lost share would be lost, too.
$directory = (Resolve-Path -LiteralPath $Folder).ProviderPath
# Held to the end: a second run at the same time fails here, before it changes anything.
$lock = [System.IO.File]::Open((Join-Path $directory 'rejected.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
$bookmark = [System.IO.Path]::GetTempFileName()
try {
    $server = if ($Endpoint) { @{ Endpoint = $Endpoint } } else { @{} }
    # Retry only once; the next run catches up with the rest.
    Connect-Sevu $CdnId -Credential (Get-AutomationPSCredential -Name $CredentialName) -MaximumRetryCount 1 @server

    $state = Get-AutomationVariable -Name $StateVariableName | Where-Object { $_ } | ConvertFrom-Json
    # Unlike @{}, it tells keys apart that differ only in case.
    $known = New-Object 'System.Collections.Generic.Dictionary[string, object]'
    foreach ($ticket in $state.Tickets) { $known[$ticket.Key] = $ticket }
    if ($state.Tickets | Where-Object { $_.Written }) { Write-Warning 'State of version 1.0.0: what it wrote last is repeated.' }
    $tickets = @(foreach ($key in $keys) {
        $from = Format-Utc $(if ($known[$key]) { $known[$key].From } else { $Since })
        [pscustomobject]@{ key = $key; from = $from; returned = [string[]]@($known[$key].Returned | Where-Object { $_ }) }
    })
    $text = ConvertTo-Json ([ordered]@{ bookmark = 'ScaleEngine.Sevu'; version = 1; tickets = $tickets }) -Depth 5 -Compress
    # Without a start, the whole log is read. Where-Object drops what is before the start.
    if ($IncludeUndated) { $text = $text -replace '"from":"[^"]*"', '"from":null' }
    [System.IO.File]::WriteAllText($bookmark, $text)
    # One ticket at a time, so that $ticket is the attempt's: the response may leave the key out.
    $how = @{ Bookmark = $bookmark; OverlapMinutes = $OverlapMinutes; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'trouble' }
    $rows = @(Write-Output $tickets -PipelineVariable ticket | Get-SevuTicketAttempt -Rejected -ThrottleLimit 1 @how |
        Where-Object { -not $_.DateTimeUtc -or $_.DateTimeUtc -ge $ticket.from } | Select-Object DateTimeUtc,
        @{ Name = 'Key'; Expression = { $ticket.key } }, IPAddress, Video, App, AppInstance, PageUrl, ReferrerUrl, Reason, Server)
    $trouble | Write-Warning
    $unread = @($trouble | ForEach-Object TargetObject | Select-Object -Unique)
    # What was read of a ticket that could not be read to its end comes again in the next run.
    $rows = @($rows | Where-Object Key -CNotIn $unread)
    $after = (ConvertFrom-Json ([System.IO.File]::ReadAllText($bookmark))).tickets
    foreach ($i in 0..($keys.Count - 1)) { $after[$i].from = @((Format-Utc $after[$i].from), $tickets[$i].from | Sort-Object)[-1] }

    # Existing files stay. A first number is saved before there is a file, for a run that may have to repeat this one.
    $number = [int]$state.Number
    if ($number -eq 0) {
        $files = @(Get-ChildItem -LiteralPath $directory).BaseName -match '^rejected-\d{6,9}$' -replace '\D'
        $number = [int](1 + ($files | ForEach-Object { [int]$_ } | Measure-Object -Maximum).Maximum)
        Save-State @{ Number = $number; Tickets = $tickets }
    }
    $name = 'rejected-{0:d6}' -f $number
    # Left by a run that died, in either format.
    Get-ChildItem -LiteralPath $directory -Filter "$name.*" | Remove-Item
    $path = $null
    if ($rows) {
        $path = Join-Path $directory "$name.$(@{ Csv = 'csv'; JsonLines = 'jsonl' }[$Format])"
        $lines = $rows | ForEach-Object { ConvertTo-Json $_ -Compress }
        if ($Format -eq 'Csv') { $lines = $rows | ConvertTo-Csv -NoTypeInformation }
        [System.IO.File]::WriteAllLines("$path.tmp", [string[]]$lines)
        Move-Item -LiteralPath "$path.tmp" -Destination $path
        $number++
    }
    Save-State @{ Number = $number; Tickets = $after }
    [pscustomobject]@{ Path = $path; AttemptCount = $rows.Count; TicketCount = $keys.Count; UnreadCount = $unread.Count }
    if ($unread) { throw "$($unread.Count) of $($keys.Count) tickets are left for the next run: $($unread -join ', ')" }
}
finally { Remove-Item "$bookmark*"; $lock.Dispose() }
