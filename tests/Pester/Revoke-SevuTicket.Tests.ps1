BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'Revoke-SevuTicket' {
    It 'revokes tickets from Get-SevuTicket' {
        $ticket = New-SevuTicket 'event/*' acme-live
        Get-SevuTicket $ticket | Revoke-SevuTicket -Confirm:$false | Should -BeNullOrEmpty
        ($ticket | Get-SevuTicket).Active | Should -BeFalse
        Invoke-Viewer $emulator $ticket -IPAddress 198.51.100.7 | Should -Be 'Token Revoked'
    }

    It 'warns with the service''s message if the ticket is already revoked' {
        $ticket = New-SevuTicket 'event/*' acme-live
        $ticket | Revoke-SevuTicket -Confirm:$false
        $again = $ticket | Revoke-SevuTicket -Confirm:$false -PassThru -WarningVariable warning -WarningAction SilentlyContinue -ErrorAction Stop
        $again.Active | Should -BeFalse
        $warning | Should -Match 'has been revoked before'
    }

    It 'does not revoke with -WhatIf' {
        $ticket = New-SevuTicket 'event/*' acme-live
        $ticket | Revoke-SevuTicket -WhatIf
        ($ticket | Get-SevuTicket).Active | Should -BeTrue
    }

    It 'names the ticket and the account with -WhatIf' {
        Invoke-InNewSession -Endpoint $emulator.Endpoint -Script 'Revoke-SevuTicket a.b -WhatIf' | Should -Match "^What if: .*'a\.b'; CDN 158 at http"
    }

    It 'asks for confirmation' {
        $ticket = New-SevuTicket 'event/*' acme-live
        Invoke-InNewSession -Endpoint $emulator.Endpoint -Script "try { Revoke-SevuTicket $ticket } catch { 'asked: ' + `$_ }" |
            Should -Match '^asked: .*NonInteractive'
        ($ticket | Get-SevuTicket).Active | Should -BeTrue
    }
}
