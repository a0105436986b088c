BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $page = Get-Content -LiteralPath (Join-Path $repository 'docs/Many-Machines.md') -Raw
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'The list of tickets to read again' {
    It 'has every ticket of a slice that ended early' {
        $slices = @('emulator.attempts.1', 'emulator.code.0003', 'emulator.attempts.2'), @('emulator.http.502', 'emulator.attempts.3')
        $connect = "Import-Module '$modulePath'; $(Get-ConnectScript $emulator.Endpoint)"
        $jobs = foreach ($slice in $slices) {
            Start-Job {
                . ([scriptblock]::Create($using:connect))
                $using:slice | Get-SevuTicketAttempt -MaximumRetryCount 0
            }
        }
        $null = $jobs | Receive-Job -Wait -AutoRemoveJob -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Should -HaveCount 2
        Push-Location $TestDrive
        try {
            & ([scriptblock]::Create((Get-PowerShellBlock $page | Where-Object { $_.Contains('$ended') })))
            Get-Content again.txt | Should -Be 'emulator.attempts.1', 'emulator.attempts.2', 'emulator.code.0003', 'emulator.http.502'
        }
        finally {
            Pop-Location
        }
    }
}
