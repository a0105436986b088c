<#
.SYNOPSIS
Revokes tickets that look shared.

.DESCRIPTION
An Azure Automation runbook. It reads the log of each ticket since -StartTime, adds it up with Measure-SevuTicketAttempt, and
revokes the ticket if sharing is suspected: if more than -MaximumOutsideNetworkCount networks were rejected within an hour
because of the ticket's addresses or its uses, networks that it was never accepted from, and more than those that it was
accepted from. It does not prompt: try it with -WhatIf or -ReportOnly first.

A ticket whose log cannot be read to its end is not revoked, and the job fails with an error that names the ticket.

It outputs one object per ticket: Key, AttemptCount, AcceptedNetworkCount, OutsideNetworkCount, Action (Revoked, WouldRevoke,
Kept or Failed), Evidence and Message.

.PARAMETER CdnId
Specifies the account's CDN id.

.PARAMETER MaximumOutsideNetworkCount
Specifies how many such networks one holder may have within an hour.

.PARAMETER MaximumAcceptedNetworkCount
Specifies from how many networks a ticket may be accepted within an hour. Give it only if each ticket is for one person: it
would also revoke tickets for the public. By default, this is not judged.

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
./Revoke-SharedTicket.ps1 -CdnId 158 -WhatIf

.EXAMPLE
./Revoke-SharedTicket.ps1 -CdnId 158 -MaximumAcceptedNetworkCount 5 -StartTime (Get-Date).AddDays(-7) -Key mystream.53ffc996dd39d5.39102367
#>
[CmdletBinding(SupportsShouldProcess)]
[Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingPlainTextForPassword', 'CredentialName', Justification = 'The name of an asset.')]
param(
    [Parameter(Mandatory)] [int] $CdnId,
    [ValidateRange(0, [int]::MaxValue)] [int] $MaximumOutsideNetworkCount = 5,
    [ValidateRange(0, [int]::MaxValue)] [int] $MaximumAcceptedNetworkCount,
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

if (-not $Key) {
    $Key = (Get-AutomationVariable -Name $TicketVariableName) -split '[\s,]+' -ne ''
}

if (-not $Key) {
    throw "The Automation variable '$TicketVariableName' names no ticket."
}

$limits = @{ MaximumOutsideNetworkCount = $MaximumOutsideNetworkCount }
if ($PSBoundParameters.ContainsKey('MaximumAcceptedNetworkCount')) {
    $limits.MaximumAcceptedNetworkCount = $MaximumAcceptedNetworkCount
}

$connection = @{ CdnId = $CdnId; Credential = Get-AutomationPSCredential -Name $CredentialName }
if ($Endpoint) {
    $connection.Endpoint = $Endpoint
}

Connect-Sevu @connection
$failed = @()
# One after another, since the response may leave the key out.
foreach ($ticket in $Key | Select-Object -Unique) {
    $trouble = @()
    $summary = Get-SevuTicketAttempt $ticket -StartTime $StartTime -ErrorAction SilentlyContinue -ErrorVariable +trouble |
        Measure-SevuTicketAttempt $ticket @limits -ErrorAction SilentlyContinue -ErrorVariable +trouble
    $result = [pscustomobject]@{
        Key                  = $ticket
        AttemptCount         = $summary.Attempts
        AcceptedNetworkCount = $summary.AcceptedNetworks
        OutsideNetworkCount  = $summary.OutsideNetworks
        Action               = 'Kept'
        Evidence             = $summary.SharingEvidence
        Message              = $null
    }

    if (-not $trouble -and $summary.SharingSuspected) {
        if ((Get-SevuTicket $ticket -ErrorAction SilentlyContinue).Active -eq $false) {
            $result.Message = 'It is not active any more.'
        }
        elseif ($PSCmdlet.ShouldProcess("Ticket '$ticket'. $($summary.SharingEvidence)", 'Revoke')) {
            # ShouldProcess was called above, and a job has nobody to confirm.
            $summary | Revoke-SevuTicket -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable trouble
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
