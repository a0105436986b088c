BeforeAll {
    . $PSScriptRoot/Common.ps1

    # Starts it as dotnet run does; both streams as text.
    function Invoke-Sandbox {
        $sandbox = Join-Path $repository 'artifacts/bin/ScaleEngine.Sevu.Sandbox/release/ScaleEngine.Sevu.Sandbox.dll'
        Skip-Unless (Test-Path -LiteralPath $sandbox) 'the sandbox is not built here: dotnet build tests/Pester'
        $lines = dotnet $sandbox @args 2>&1 | ForEach-Object { "$_" }
        $lines -replace '\e\[[0-9;]*m' -join "`n"
    }
}

Describe 'The sandbox' {
    It 'shows refused attempts and a count by reason, and ends where there is no terminal' {
        $shown = Invoke-Sandbox
        $LASTEXITCODE | Should -Be 0
        [regex]::Matches($shown, '(?m)^\d{4}-\d\d-\d\d \S+ False ').Count | Should -Be 10
        $shown | Should -Match '(?m)^ +\d+ Invalid IP Address'
        $shown | Should -Not -Match 'exit leaves'
    }

    It 'runs -Command in PowerShell itself, connected, and gives its exit code' {
        $shown = Invoke-Sandbox -Command 'Get-Content tickets.txt | Get-SevuTicketAttempt | Group-Object Reason | Export-Csv groups.csv; (Import-Csv groups.csv).Name; exit 5'
        $LASTEXITCODE | Should -Be 5
        $shown | Should -Match 'Exceeded max views'
    }

    It 'runs -File with its arguments, from the folder where one is, and gives its exit code' {
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
