BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Test-SevuConnection' {
    It 'shows the failed step and the recommended action in a list' {
        Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint https://sevu.invalid/
        $shown = (Test-SevuConnection | Out-String -Width 80) -replace '\e\[[0-9;]*m'
        $shown | Should -Match '(?m)^NameResolved +: False'
        $shown | Should -Match '(?m)^Connected +: *\r?$'
        $shown | Should -Match '(?m)^FailedStep +: NameResolved'
        $shown | Should -Match "(?m)^RecommendedAction +: Check this machine's DNS"
        Test-SevuConnection -Quiet | Should -BeFalse
    }

    It 'reports the TLS version of a server it trusts' {
        Skip-Unless ($PSVersionTable.PSEdition -eq 'Core' -and $IsLinux) 'only PowerShell 7 on Linux can trust a certificate for one process'
        $emulator = Start-Emulator --https "$TestDrive/emulator.pem"
        try {
            $env:SSL_CERT_FILE = "$TestDrive/emulator.pem"
            Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @'
Test-SevuConnection | ForEach-Object { "$($_.Success) $($_.TlsVersion)" }
(Get-SevuTicketAttempt emulator.attempts.3).Count
'@ | Should -Be 'True 1.3', 3
        }
        finally {
            $env:SSL_CERT_FILE = $null
            Stop-Emulator $emulator
        }
    }
}
