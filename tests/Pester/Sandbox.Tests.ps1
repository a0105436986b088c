BeforeAll {
    . $PSScriptRoot/Common.ps1

    # Runs the sandbox and returns both streams as text.
    function Invoke-Sandbox {
        $sandbox = Join-Path $repository 'artifacts/bin/ScaleEngine.Sevu.Sandbox/release/ScaleEngine.Sevu.Sandbox.dll'
        Skip-Unless (Test-Path -LiteralPath $sandbox) 'the sandbox is not built (dotnet build tests/Pester)'
        $lines = dotnet $sandbox @args 2>&1 | ForEach-Object { "$_" }
        $lines -replace '\e\[[0-9;]*m' -join "`n"
    }
}

Describe 'The sandbox' {
    It 'shows rejected attempts and a count by reason, and ends without a terminal' {
        $shown = Invoke-Sandbox
        $LASTEXITCODE | Should -Be 0
        [regex]::Matches($shown, '(?m)^\d{4}-\d\d-\d\d \S+ False ').Count | Should -Be 10
        $shown | Should -Match '(?m)^ +\d+ Invalid IP Address'
        $shown | Should -Not -Match 'exit leaves'
    }

    It 'runs -Command in a connected PowerShell and returns its exit code' {
        $shown = Invoke-Sandbox -Command 'Get-Content tickets.txt | Get-SevuTicketAttempt | Group-Object Reason | Export-Csv groups.csv; (Import-Csv groups.csv).Name; exit 5'
        $LASTEXITCODE | Should -Be 5
        $shown | Should -Match 'Exceeded max views'
    }

    It 'runs -File with its arguments, relative to the current folder, and returns its exit code' {
        Set-Content "$TestDrive/count.ps1" 'param($Key) "count: $(@(Get-SevuTicketAttempt $Key).Count)"; exit 6'
        Push-Location $TestDrive
        try {
            Invoke-Sandbox -File count.ps1 emulator.attempts.4 | Should -Match 'count: 4'
            $LASTEXITCODE | Should -Be 6
        }
        finally {
            Pop-Location
        }
    }
}
