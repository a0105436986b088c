<#
.SYNOPSIS
Writes the rejected attempts that are new since the last run to a file, each exactly once.

.DESCRIPTION
An Azure Automation runbook to run every hour. It reads the log of each ticket in a list and writes the rejected attempts
that it has not written before to one new file: rejected-000001.csv, rejected-000002.csv and so on. It keeps its state in an
Automation variable, which it sets after the file is complete. If a run dies before that, the next one repeats it under the
same number.

A ticket that cannot be read is left for the next run. The others are written, and the job fails with an error that names
the ticket.

.PARAMETER CdnId
Specifies the account's CDN id.

.PARAMETER Folder
Specifies the folder for the files. It must exist and outlast the job. Use a separate folder for each state variable.

.PARAMETER Format
Specifies the format: Csv, or JsonLines for one JSON object per line (.jsonl).

.PARAMETER CredentialName
Specifies the credential asset: the API key as the user name and the API secret as the password.

.PARAMETER TicketVariableName
Specifies the variable with the tickets' keys, separated by white space or commas.

.PARAMETER StateVariableName
Specifies the variable that keeps the state; empty or {} before the first run.

.PARAMETER Since
Specifies where to start a ticket that is not in the state. Local time unless the value says otherwise.

.PARAMETER OverlapMinutes
Specifies how many minutes older than its ticket's latest attempt a late attempt may be and still be found.

.PARAMETER IncludeUndated
Reads each whole log, because the service may leave out attempts without a time if it is asked only for a day and later.

.PARAMETER Endpoint
Specifies the service's URL, if it is not the default one.

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

# A missing folder is an error: a folder created in place of a lost share would be lost, too.
$directory = (Resolve-Path -LiteralPath $Folder).ProviderPath

# Held to the end: a second run at the same time fails here, before it changes anything.
$lock = [System.IO.File]::Open((Join-Path $directory 'rejected.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
try {
    # Retry only once; the next run catches up with the rest.
    Connect-Sevu @connection -MaximumRetryCount 1

    $state = Get-AutomationVariable -Name $StateVariableName
    if ($state) {
        $state = ConvertFrom-Json $state
    }

    # Keys may differ only in case, which @{} ignores.
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
    # The response may leave the key out.
    $columns = 'DateTimeUtc', @{ Name = 'Key'; Expression = { $key } }, 'IPAddress', 'Video', 'App', 'AppInstance',
        'PageUrl', 'ReferrerUrl', 'Reason', 'Server'
    $header = @()
    $content = New-Object System.Collections.Generic.List[string]
    $unread = @()

    $ticketsAfter = @(foreach ($ticket in $tickets) {
        $key = $ticket.Key
        # A string in Windows PowerShell 5.1, a [datetime] in PowerShell 7.
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

        # How many times each attempt that may be read again has been written.
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
            # 'undated' sorts after every time, so it is never removed below.
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

        # A time in the future comes from a server's wrong clock. To continue from there would skip everything until then.
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
        # Existing files stay. The number is saved before there is a file, for a run that may have to repeat this one.
        $last = Get-ChildItem -LiteralPath $directory -Filter 'rejected-*' |
            Where-Object BaseName -Match '^rejected-\d{6,9}$' | ForEach-Object { [int]$_.BaseName.Substring(9) } | Measure-Object -Maximum
        $number = [int](1 + $last.Maximum)
        $state = @{ Number = $number; Tickets = $tickets }
        Set-AutomationVariable -Name $StateVariableName -Value (ConvertTo-Json $state -Depth 5 -Compress)
    }

    $name = 'rejected-{0:d6}' -f $number
    # Left by a run that died, in either format.
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
