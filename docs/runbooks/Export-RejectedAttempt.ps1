<#
.SYNOPSIS
Writes the rejected attempts that are new since the last run to a file, each exactly once.

.DESCRIPTION
An Azure Automation runbook to run every hour. It reads the log of each ticket in a list and writes what was rejected and
not written before to one new file, rejected-000001.csv, rejected-000002.csv and so on. What was written it keeps in an
Automation variable, which it sets after the file is complete: a run that dies before that is repeated by the next one, under
the same number.

A ticket that cannot be read is left for the next run. The others are written, and the job ends with an error that names it.

.PARAMETER CdnId
The account's CDN id.

.PARAMETER Folder
Where the files go: a folder that exists and outlasts the job, and that no other state variable is used with.

.PARAMETER Format
Csv, or JsonLines for a JSON object a line (.jsonl).

.PARAMETER CredentialName
The credential asset: the API key as user name and the API secret as password.

.PARAMETER TicketVariableName
The variable with the tickets' keys, separated by white space or commas.

.PARAMETER StateVariableName
The variable that keeps what was written; empty or {} before the first run.

.PARAMETER Since
Where a ticket begins that the state does not know. Local time unless the value says otherwise.

.PARAMETER OverlapMinutes
How late an attempt may enter the log, behind the latest of the same ticket, and still be found.

.PARAMETER IncludeUndated
Asks for each whole log, since the service may leave out attempts without a time where it is asked for a day and later.

.PARAMETER Endpoint
The service's URL, where it is not the usual one.

.EXAMPLE
./Export-RejectedAttempt.ps1 -CdnId 158 -Folder \\files\sevu

.EXAMPLE
./Export-RejectedAttempt.ps1 -CdnId 158 -Folder /mnt/sevu -Format JsonLines -Since 2026-11-01T00:00:00Z
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingPlainTextForPassword', 'CredentialName', Justification = 'The name of an asset.')]
param(
    [Parameter(Mandatory)] [int] $CdnId,
    [Parameter(Mandatory)] [string] $Folder,
    [ValidateSet('Csv', 'JsonLines')] [string] $Format = 'Csv',
    [string] $CredentialName = 'Sevu',
    [string] $TicketVariableName = 'SevuTickets',
    [string] $StateVariableName = 'SevuRejectedAttempts',
    [datetime] $Since = (Get-Date).AddHours(-24),
    [ValidateRange(0, 10080)] [int] $OverlapMinutes = 15,
    [switch] $IncludeUndated,
    [uri] $Endpoint
)

$ErrorActionPreference = 'Stop'

$keys = @((Get-AutomationVariable -Name $TicketVariableName) -split '[\s,]+' -ne '' | Select-Object -Unique)
if ($keys.Count -eq 0) {
    throw "The Automation variable '$TicketVariableName' names no ticket."
}

$connection = @{ CdnId = $CdnId; Credential = Get-AutomationPSCredential -Name $CredentialName }
if ($Endpoint) {
    $connection.Endpoint = $Endpoint
}

# A missing folder is an error: what is made in place of a lost share would be lost too.
$directory = (Resolve-Path -LiteralPath $Folder).ProviderPath

# Held to the end: a second run at the same time fails here, before it changes anything.
$lock = [System.IO.File]::Open((Join-Path $directory 'rejected.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
try {
    # One more try; the next run catches up with the rest.
    Connect-Sevu @connection -MaximumRetryCount 1

    $state = Get-AutomationVariable -Name $StateVariableName
    if ($state) {
        $state = ConvertFrom-Json $state
    }

    # Keys may differ in case alone, which @{} would not see.
    $known = New-Object 'System.Collections.Generic.Dictionary[string, object]'
    foreach ($ticket in $state.Tickets) {
        $known[$ticket.Key] = $ticket
    }

    $tickets = @(foreach ($key in $keys) {
        if ($known.ContainsKey($key)) {
            $known[$key]
        }
        else {
            [pscustomobject]@{ Key = $key; From = $Since.ToUniversalTime().ToString('s') + 'Z'; Written = [pscustomobject]@{} }
        }
    })

    $now = [datetime]::UtcNow.ToString('s') + 'Z'
    $utf8 = New-Object System.Text.UTF8Encoding $false
    $sha256 = [System.Security.Cryptography.SHA256]::Create()
    # The answer may leave the key out.
    $columns = 'DateTimeUtc', @{ Name = 'Key'; Expression = { $key } }, 'IPAddress', 'Video', 'App', 'AppInstance',
        'PageUrl', 'ReferrerUrl', 'Reason', 'Server'
    $header = @()
    $content = New-Object System.Collections.Generic.List[string]
    $unread = @()

    $ticketsAfter = @(foreach ($ticket in $tickets) {
        $key = $ticket.Key
        # Text in Windows PowerShell 5.1, a [datetime] in PowerShell 7.
        $start = ([datetime]$ticket.From).ToUniversalTime()
        $from = $start.ToString('s') + 'Z'
        $limit = @{}
        if (-not $IncludeUndated) {
            $limit.StartTime = $start
        }

        $latest = $from
        $rejected = New-Object System.Collections.Generic.List[object]
        Get-SevuTicketAttempt $key @limit -ErrorAction SilentlyContinue -ErrorVariable trouble | ForEach-Object {
            if ($_.DateTimeUtc -gt $latest) {
                $latest = $_.DateTimeUtc
            }

            if (-not $_.Success -and (-not $_.DateTimeUtc -or $_.DateTimeUtc -ge $from)) {
                $rejected.Add($_)
            }
        }

        if ($trouble) {
            Write-Warning "$($trouble[0])"
            $unread += $key
            [pscustomobject]@{ Key = $key; From = $from; Written = $ticket.Written }
            continue
        }

        # How often each attempt was written that may come again.
        $written = @{}
        foreach ($property in $ticket.Written.PSObject.Properties) {
            $written[$property.Name] = $property.Value
        }

        $seen = @{}
        $rows = @($rejected | Select-Object $columns)
        $lines = @($rows | ConvertTo-Csv -NoTypeInformation)
        for ($index = 0; $index -lt $rows.Count; $index++) {
            $row = $rows[$index]
            $line = $lines[$index + 1]
            $hash = [System.BitConverter]::ToString($sha256.ComputeHash($utf8.GetBytes($line)), 0, 16).Replace('-', '')
            # In the order of text, 'undated' is after every time, so it is never removed below.
            $id = '{0} {1}' -f $(if ($row.DateTimeUtc) { $row.DateTimeUtc } else { 'undated' }), $hash
            $seen[$id]++
            if ($seen[$id] -gt $written[$id]) {
                $written[$id] = $seen[$id]
                if ($Format -eq 'Csv') {
                    $header = @($lines[0])
                    $content.Add($line)
                }
                else {
                    $content.Add((ConvertTo-Json $row -Compress))
                }
            }
        }

        # A time that is still to come is a server's wrong clock; to go on from there would pass over everything until then.
        if ($latest -gt $now) {
            $latest = $now
        }

        $next = ([datetime]$latest).ToUniversalTime().AddMinutes(-$OverlapMinutes).ToString('s') + 'Z'
        if ($next -gt $from) {
            $from = $next
        }

        foreach ($id in @($written.Keys)) {
            if ([string]::CompareOrdinal($id, $from) -lt 0) {
                $written.Remove($id)
            }
        }

        [pscustomobject]@{ Key = $key; From = $from; Written = $written }
    })

    $number = [int]$state.Number
    if ($number -eq 0) {
        # Files from before stay. Kept before there is a file, for the run that may have to repeat this one.
        $last = Get-ChildItem -LiteralPath $directory -Filter 'rejected-*' |
            Where-Object BaseName -Match '^rejected-\d{6,9}$' | ForEach-Object { [int]$_.BaseName.Substring(9) } | Measure-Object -Maximum
        $number = [int](1 + $last.Maximum)
        $state = @{ Number = $number; Tickets = $tickets }
        Set-AutomationVariable -Name $StateVariableName -Value (ConvertTo-Json $state -Depth 5 -Compress)
    }

    $name = 'rejected-{0:d6}' -f $number
    # Left by a run that died, in whichever format.
    Get-ChildItem -LiteralPath $directory -Filter "$name.*" | Remove-Item
    $path = $null
    if ($content.Count -gt 0) {
        $path = Join-Path $directory ($name + $(if ($Format -eq 'Csv') { '.csv' } else { '.jsonl' }))
        $unfinished = Join-Path $directory "$name.tmp"
        [System.IO.File]::WriteAllLines($unfinished, [string[]]($header + $content), $utf8)
        Move-Item -LiteralPath $unfinished -Destination $path
        $number++
    }

    $state = @{ Number = $number; Tickets = $ticketsAfter }
    Set-AutomationVariable -Name $StateVariableName -Value (ConvertTo-Json $state -Depth 5 -Compress)

    [pscustomobject]@{ Path = $path; AttemptCount = $content.Count; TicketCount = $keys.Count; UnreadCount = $unread.Count }
    if ($unread) {
        throw "$($unread.Count) of $($keys.Count) tickets could not be read, and are left for the next run: $($unread -join ', ')"
    }
}
finally {
    $lock.Dispose()
}
