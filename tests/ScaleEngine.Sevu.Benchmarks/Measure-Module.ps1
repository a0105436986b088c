#Requires -Version 5.1

<#
.SYNOPSIS
Compares the staged module with the Invoke-RestMethod script that it replaces, each case in a separate PowerShell process,
and writes the table into docs/Performance.md.

.PARAMETER Runs
Specifies how many times each case is measured; the median counts. The script's cases, which take a minute each, are
measured once.
#>
[CmdletBinding()]
param([ValidateRange(1, 99)] [int] $Runs = 3)

$ErrorActionPreference = 'Stop'
$repository = Resolve-Path -LiteralPath "$PSScriptRoot/../.."
$staged = Join-Path $repository 'output/ScaleEngine.Sevu'
$legacy = Join-Path $staged 'bin/netstandard2.0/ScaleEngine.Sevu.PowerShell.dll'
# PowerShell as a .NET tool has no executable of its own: the process is dotnet.
$powershell = (Get-Process -Id $PID).Path
$assembly = if ([System.IO.Path]::GetFileNameWithoutExtension($powershell) -eq 'dotnet') { "$PSHOME/pwsh.dll" } else { @() }
$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
$null = New-Item $folder -ItemType Directory

function Measure-Case([string] $Case, [string] $Module, [int] $Times = $Runs) {
    Write-Verbose $Case
    $results = foreach ($run in 1..$Times) {
        $output = & $powershell $assembly -NoProfile -NonInteractive -File "$PSScriptRoot/Measure-Case.ps1" -Case $Case -Endpoint $endpoint -Module $Module -Folder $folder
        if ($LASTEXITCODE -ne 0) { throw "$Case failed: $output" }
        $output | Select-Object -Last 1 | ConvertFrom-Json
    }
    $results | Sort-Object Seconds, Import | Select-Object -Index ([math]::Floor($Times / 2))
}

function Format-Row([string] $What, $Script, $Module, $Legacy, [string] $Gain) {
    '| {0} | {1} | {2} | {3} | {4} |' -f $What, $Script, $Module, $Legacy, $Gain
}

# The floor is the same work of PowerShell with objects that are ready.
function Format-Gain($Script, $Module, $Legacy, $Ready) {
    '{0:n1} times faster, netstandard2.0 {1:n1}; {2:n2} times the floor of {3}' -f (
        $Script.Seconds / $Module.Seconds), ($Script.Seconds / $Legacy.Seconds), ($Module.Seconds / $Ready.Seconds), (Format-Result $Ready)
}

function Format-Result($Result) { '{0:n1} s, {1:n0} MB' -f $Result.Seconds, $Result.PeakMB }

$start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$repository/artifacts/bin/ScaleEngine.Sevu.Benchmarks/release/ScaleEngine.Sevu.Benchmarks.dll`" serve")
$start.RedirectStandardInput = $start.RedirectStandardOutput = $true
$start.UseShellExecute = $false
$server = [System.Diagnostics.Process]::Start($start)
try {
    $endpoint = $server.StandardOutput.ReadLine()
    if (-not $endpoint) { throw 'The server did not start. Run build.ps1 first.' }

    $script = Measure-Case 'Script, export' -Times 1
    $module = Measure-Case 'Module, export' $staged
    $old = Measure-Case 'Module, export, netstandard2.0' $legacy
    $ready = Measure-Case 'Ready, export' $staged
    $rows = @(Format-Row 'a million attempts: `Where-Object Success -eq $false`, `Export-Csv`' (Format-Result $script) (Format-Result $module) (
            Format-Result $old) (Format-Gain $script $module $old $ready))

    $module = Measure-Case 'Module, rejected' $staged
    $old = Measure-Case 'Module, rejected, netstandard2.0' $legacy
    $ready = Measure-Case 'Ready, rejected' $staged
    $rows += Format-Row 'a million attempts: `-Rejected`, `Export-Csv`' (Format-Result $script) (Format-Result $module) (Format-Result $old) (
        Format-Gain $script $module $old $ready)

    $module = Measure-Case 'Module, rejected, warm' $staged
    $old = Measure-Case 'Module, rejected, netstandard2.0, warm' $legacy
    $ready = Measure-Case 'Ready, rejected, warm' $staged
    $rows += Format-Row 'the same again in the same `pwsh`' '' (Format-Result $module) (Format-Result $old) (Format-Gain $script $module $old $ready)

    $bare = Measure-Case 'Bare, warm'
    foreach ($case in @{ 'reason' = '-Reason nothing' }, @{ 'address' = '-IPAddress 10.0.0.0/8' }, @{ 'time' = '-EndTime 2000-01-01' }) {
        $module = Measure-Case "Module, no $($case.Keys), warm" $staged
        $old = Measure-Case "Module, no $($case.Keys), netstandard2.0, warm" $legacy
        $rows += Format-Row "a million attempts of which none is wanted: ``$($case.Values)``" '' (Format-Result $module) (Format-Result $old) (
            '{0:n2} times a bare `Utf8JsonReader` ({1:n1} s), netstandard2.0 {2:n2}' -f (
                $module.Seconds / $bare.Seconds), $bare.Seconds, ($old.Seconds / $bare.Seconds))
    }

    $module = Measure-Case 'Module, collect' $staged
    $old = Measure-Case 'Module, collect, netstandard2.0' $legacy
    $rows += Format-Row 'a million attempts kept in a variable' '' (Format-Result $module) (Format-Result $old) ''

    $read = Measure-Case 'Module, read, warm' $staged
    $module = Measure-Case 'Module, measure, warm' $staged
    $oldRead = Measure-Case 'Module, read, netstandard2.0, warm' $legacy
    $old = Measure-Case 'Module, measure, netstandard2.0, warm' $legacy
    $rows += Format-Row 'a million attempts: `Measure-SevuTicketAttempt`' '' (Format-Result $module) (Format-Result $old) (
        '{0:n2} times `$null = Get-SevuTicketAttempt`, netstandard2.0 {1:n2}' -f ($module.Seconds / $read.Seconds), ($old.Seconds / $oldRead.Seconds))

    $report = Measure-Case 'Module, report, warm' $staged
    $oldReport = Measure-Case 'Module, report, netstandard2.0, warm' $legacy
    $rows += Format-Row 'a million attempts: `Export-SevuTicketReport`' '' (Format-Result $report) (Format-Result $oldReport) (
        '{0:n2} times `Measure-SevuTicketAttempt`, netstandard2.0 {1:n2}; a file of {2:n0} KB' -f (
            $report.Seconds / $module.Seconds), ($oldReport.Seconds / $old.Seconds), $report.ReportKB)

    $module = Measure-Case 'Module, first' $staged
    $rows += Format-Row 'the first object of a million; `Select-Object -First 10`' '' ('{0:n0} ms; {1:n0} ms' -f $module.First, $module.FirstTen) '' ''

    $script = Measure-Case 'Script, many' -Times 1
    $module = Measure-Case 'Module, many' $staged
    $rows += Format-Row '320 tickets that take 200 ms each, `-ThrottleLimit 16`' (Format-Result $script) (Format-Result $module) '' (
        '{0:n2} times the floor of 4 s' -f ($module.Seconds / 4))

    $thousand = Measure-Case 'Module, tickets 1000' $staged
    $module = Measure-Case 'Module, tickets 10000' $staged
    $rows += Format-Row '1,000 tickets; 10,000 tickets' '' "$(Format-Result $thousand); $(Format-Result $module)" '' ''

    $module = Measure-Case 'Module, small' $staged
    $old = Measure-Case 'Module, small, netstandard2.0' $legacy
    $rows += Format-Row '1,000 tickets with 200 attempts each' '' (Format-Result $module) (Format-Result $old) ''

    $without = Measure-Case 'Module, no progress' $staged
    $module = Measure-Case 'Module, progress' $staged
    $rows += Format-Row 'a million attempts without progress; with it' '' "$(Format-Result $without); $(Format-Result $module)" '' ''

    $endpoint = ''
    $empty = Join-Path $repository 'artifacts/bin/ScaleEngine.Sevu.EmptyModule/release/ScaleEngine.Sevu.EmptyModule.dll'
    $script = Measure-Case 'Import, empty' $empty -Times 9
    $module = Measure-Case 'Import' $staged -Times 9
    $rows += Format-Row '`Import-Module`; an empty binary module' '' ('{0:n0} ms; {1:n0} ms' -f $module.Import, $script.Import) '' ''
}
finally {
    $server.StandardInput.Close()
    $server.WaitForExit()
    Remove-Item $folder -Recurse
}

$table = @(
    '| | `Invoke-RestMethod` script | this module | its netstandard2.0 build | |'
    '|---|---|---|---|---|'
    $rows
) -join "`n"
$table
$page = Join-Path $repository 'docs/Performance.md'
$text = [System.IO.File]::ReadAllText($page)
$text = [regex]::Replace($text, '(?s)(?<=<!-- bench -->\r?\n).*?(?=\r?\n<!-- /bench -->)', $table.Replace('$', '$$'))
[System.IO.File]::WriteAllText($page, $text)
