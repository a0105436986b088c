#Requires -Version 5.1

<#
.SYNOPSIS
Runs the Pester tests against the staged module. The exit code is 1 if a test failed, otherwise 0.

.PARAMETER Path
Specifies the test files to run. The default is all of them.

.PARAMETER ResultPath
Specifies a file to write the result of each test to, as JSON.
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

# A file or a block that cannot run also counts as a failure, because its tests are not in the list of failed tests. So does a
# file without tests.
$empty = @($run.Containers | Where-Object { $_.TotalCount -eq 0 -and $_.Result -ne 'Failed' })
$failed = @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers) + $empty
if ($ResultPath) {
    $results = @(
        $run.Tests | Where-Object Result -ne 'NotRun'
        $run.FailedBlocks
        $run.FailedContainers
        $empty
    ) | ForEach-Object {
        $file = if ($_.Item) { $_.Item } else { $_.ScriptBlock.File }
        $message = ($_.ErrorRecord | ForEach-Object { "$_`n$($_.ScriptStackTrace)" }) -join "`n"
        @{
            Name    = "$(Split-Path $file -Leaf): $($_.ExpandedPath)"
            Result  = if ($_ -in $empty) { 'Failed' } else { "$($_.Result)" }
            Message = if ($message) { $message } else { 'There is no error record: no tests in the file, a failure before the test, or exit inside it.' }
        }
    }
    ConvertTo-Json @($results) | Set-Content -LiteralPath $ResultPath -Encoding UTF8
}

exit [int]($failed.Count -gt 0)
