#Requires -Version 5.1

<#
.SYNOPSIS
Builds, tests or demonstrates the module ScaleEngine.Sevu.

.PARAMETER Task
Build stages the module in output/ScaleEngine.Sevu. Test builds everything and runs all tests. Demo demonstrates the module
and opens a PowerShell session that is connected to the emulator of the service. Pack creates the package for the PowerShell
Gallery and the zip file for Azure Automation in artifacts/package. Bench compares the module with a script that uses
Invoke-RestMethod, in this PowerShell, writes the table into docs/Performance.md, and then measures the parts; it takes
about ten minutes. Endure runs the tests of the category Endurance in full size, and prints a table of what they measured; it takes
about an hour.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Pack', 'Bench', 'Endure')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'

function Assert-Success([string] $What) {
    if ($LASTEXITCODE -ne 0) { throw "$What failed with exit code $LASTEXITCODE." }
}

if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
    throw 'The .NET SDK 10 is missing. Get it from https://dot.net/download, or on Windows with: winget install Microsoft.DotNet.SDK.10'
}

Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' {
            dotnet build src/ScaleEngine.Sevu.PowerShell
            Assert-Success 'The build'
        }
        'Test' {
            dotnet test
            Assert-Success 'dotnet test'
        }
        'Demo' {
            dotnet run --project tests/ScaleEngine.Sevu.Sandbox
            Assert-Success 'The demo'
        }
        'Pack' {
            dotnet pack src/ScaleEngine.Sevu.PowerShell -p:ContinuousIntegrationBuild=true -o artifacts/package
            Assert-Success 'The packing'
        }
        'Bench' {
            dotnet build tests/ScaleEngine.Sevu.Benchmarks
            Assert-Success 'The build'
            & ./tests/ScaleEngine.Sevu.Benchmarks/Measure-Module.ps1
            dotnet run --no-build --project tests/ScaleEngine.Sevu.Benchmarks -- --filter '*' --artifacts artifacts/bench
            Assert-Success 'The bench of the parts'
        }
        'Endure' {
            dotnet build
            Assert-Success 'The build'
            $env:SEVU_ENDURANCE_TABLE = Join-Path $PSScriptRoot 'artifacts/endurance.md'
            Set-Content -LiteralPath $env:SEVU_ENDURANCE_TABLE -Value '| what | figure |', '|---|---|'
            try {
                dotnet artifacts/bin/ScaleEngine.Sevu.Tests/release/ScaleEngine.Sevu.Tests.dll -trait Category=Endurance
                Assert-Success 'A test'
            }
            finally {
                Get-Content -LiteralPath $env:SEVU_ENDURANCE_TABLE
                Remove-Item Env:SEVU_ENDURANCE_TABLE
            }
        }
    }
}
finally {
    Pop-Location
}
