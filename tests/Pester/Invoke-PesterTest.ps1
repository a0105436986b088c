#Requires -Version 5.1

<#
.SYNOPSIS
Runs the Pester tests against the staged module. The exit code is the number of failures.

.PARAMETER Path
The test files to run; all of them where it is not given.

.PARAMETER ResultPath
A file to write the result of each test to, as JSON.
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    [Parameter(ValueFromRemainingArguments)]
    [string[]] $Path = $PSScriptRoot,
    [string] $ResultPath
)

$ErrorActionPreference = 'Stop'
$pester = "$PSScriptRoot/../../artifacts/modules/Pester/Pester.psd1"
if (-not (Test-Path -LiteralPath $pester)) {
    throw 'Build the tests first: dotnet build tests/Pester'
}

Import-Module $pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$run = Invoke-Pester -Configuration $configuration

# A file or a block that cannot be run counts as a failure, too: its tests are not among the failed ones.
$failed = @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)
if ($ResultPath) {
    $results = @(
        $run.Tests | Where-Object Result -ne 'NotRun'
        $run.FailedBlocks
        $run.FailedContainers
    ) | ForEach-Object {
        $file = if ($_.Item) { $_.Item } else { $_.ScriptBlock.File }
        @{
            Name    = "$(Split-Path $file -Leaf): $($_.ExpandedPath)"
            Result  = "$($_.Result)"
            Message = ($_.ErrorRecord | ForEach-Object { "$_`n$($_.ScriptStackTrace)" }) -join "`n"
        }
    }
    ConvertTo-Json @($results) | Set-Content -LiteralPath $ResultPath -Encoding UTF8
}

exit $failed.Count
