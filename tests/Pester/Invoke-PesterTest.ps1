#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0'; MaximumVersion = '5.999' }

<#
.SYNOPSIS
Runs the Pester tests against the staged module. The exit code is the number of failures.

.PARAMETER SummaryPath
A file to write the counts to: passed, failed and skipped, on one line.
#>
[CmdletBinding()]
param(
    [string] $SummaryPath
)

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$result = Invoke-Pester -Configuration $configuration

# A file that cannot be run counts as a failure too: its tests are not among the failed ones.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
if ($SummaryPath) {
    "$($result.PassedCount) $failed $($result.SkippedCount)" | Set-Content -LiteralPath $SummaryPath
}

exit $failed
