<#
.SYNOPSIS
Revokes tickets that admit viewers from more networks than one viewer has.

.DESCRIPTION
An Azure Automation runbook. It reads the log of each ticket, counts the networks from which accepted attempts came since
-StartTime (an IPv4 address counts as its /24, an IPv6 address as its /64), and revokes the ticket if there are more than
-MaximumNetworkCount. It does not prompt: try it with -WhatIf or -ReportOnly first.

Attempts without a time or an address are not counted. A ticket whose log cannot be read to its end is not revoked, and the
job fails with an error that names the ticket.

It outputs one object per ticket: Key, NetworkCount, AttemptCount, Action (Revoked, WouldRevoke, Kept or Failed) and
Message.

.PARAMETER CdnId
Specifies the account's CDN id.

.PARAMETER MaximumNetworkCount
Specifies from how many networks a ticket may be used.

.PARAMETER StartTime
Specifies the earliest attempt that counts. Local time unless the value says otherwise.

.PARAMETER Key
Specifies the tickets' keys, instead of those in the variable.

.PARAMETER CredentialName
Specifies the credential asset: the API key as the user name and the API secret as the password.

.PARAMETER TicketVariableName
Specifies the variable with the tickets' keys, separated by white space or commas.

.PARAMETER ReportOnly
Same as -WhatIf, for where the start form or the schedule of Azure Automation does not offer it.

.PARAMETER Endpoint
Specifies the service's URL, if it is not the default one.

.EXAMPLE
./Revoke-SharedTicket.ps1 -CdnId 158 -MaximumNetworkCount 5 -WhatIf

.EXAMPLE
./Revoke-SharedTicket.ps1 -CdnId 158 -MaximumNetworkCount 5 -StartTime (Get-Date).AddDays(-7) -Key mystream.53ffc996dd39d5.39102367
#>
[CmdletBinding(SupportsShouldProcess)]
[Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingPlainTextForPassword', 'CredentialName', Justification = 'The name of an asset.')]
param(
    [Parameter(Mandatory)] [int] $CdnId,
    [Parameter(Mandatory)] [ValidateRange(1, [int]::MaxValue)] [int] $MaximumNetworkCount,
    [datetime] $StartTime = (Get-Date).AddHours(-24),
    [string[]] $Key,
    [string] $CredentialName = 'Sevu',
    [string] $TicketVariableName = 'SevuTickets',
    [switch] $ReportOnly,
    [uri] $Endpoint
)

$ErrorActionPreference = 'Stop'
if ($ReportOnly) {
    $WhatIfPreference = $true
}

function Get-Network([string] $IPAddress) {
    $address = $null
    if (-not [System.Net.IPAddress]::TryParse($IPAddress, [ref]$address)) {
        return $IPAddress
    }

    if ($address.IsIPv4MappedToIPv6) {
        $address = $address.MapToIPv4()
    }

    $bytes = $address.GetAddressBytes()
    [System.BitConverter]::ToString($bytes, 0, $(if ($bytes.Length -eq 4) { 3 } else { 8 }))
}

if (-not $Key) {
    $Key = (Get-AutomationVariable -Name $TicketVariableName) -split '[\s,]+' -ne ''
}

if (-not $Key) {
    throw "The Automation variable '$TicketVariableName' names no ticket."
}

$connection = @{ CdnId = $CdnId; Credential = Get-AutomationPSCredential -Name $CredentialName }
if ($Endpoint) {
    $connection.Endpoint = $Endpoint
}

Connect-Sevu @connection
$failed = @()
foreach ($ticket in $Key | Select-Object -Unique) {
    $result = [pscustomobject]@{ Key = $ticket; NetworkCount = 0; AttemptCount = 0; Action = 'Kept'; Message = $null }
    $networks = @{}
    Get-SevuTicketAttempt $ticket -StartTime $StartTime -ErrorAction SilentlyContinue -ErrorVariable trouble |
        Where-Object { $_.Success -and $_.DateTimeUtc -and $_.IPAddress } | ForEach-Object {
            $result.AttemptCount++
            $networks[(Get-Network $_.IPAddress)] = $true
        }

    $result.NetworkCount = $networks.Count
    if (-not $trouble -and $networks.Count -gt $MaximumNetworkCount) {
        if ((Get-SevuTicket $ticket -ErrorAction SilentlyContinue).Active -eq $false) {
            $result.Message = 'It is not active any more.'
        }
        elseif ($PSCmdlet.ShouldProcess("Ticket '$ticket', used from $($networks.Count) networks", 'Revoke')) {
            # ShouldProcess was called above, and a job has nobody to confirm.
            Revoke-SevuTicket $ticket -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable trouble
            $result.Action = 'Revoked'
        }
        elseif ($WhatIfPreference) {
            $result.Action = 'WouldRevoke'
        }
    }

    if ($trouble) {
        $result.Action = 'Failed'
        $result.Message = "$($trouble[0])"
        $failed += $ticket
    }

    $result
}

if ($failed) {
    throw "$($failed.Count) of the tickets failed: $($failed -join ', ')"
}
