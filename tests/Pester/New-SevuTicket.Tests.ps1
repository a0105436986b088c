BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'New-SevuTicket' {
    It 'issues a ticket that is accepted until its uses are exceeded' {
        $ticket = New-SevuTicket -Video 'event/*' -App acme-live -IPAddress auto/24 -Uses 2 -Expires (Get-Date).AddHours(4)
        $ticket.Uses | Should -Be 2
        $ticket.Expires | Should -BeGreaterThan (Get-Date).AddHours(3.9)
        $ticket.Expires | Should -BeLessThan (Get-Date).AddHours(4.1)

        Invoke-Viewer $emulator $ticket -IPAddress 198.51.100.7 | Should -Be 'Success'
        Invoke-Viewer $emulator $ticket -IPAddress 198.51.100.8 | Should -Be 'Success'
        Invoke-Viewer $emulator $ticket -IPAddress 198.51.100.9 | Should -Be 'Exceeded max views'
        Invoke-Viewer $emulator $ticket -IPAddress 203.0.113.7 | Should -Be 'Invalid IP Address'
        ($ticket | Get-SevuTicketAttempt).Reason | Should -Be 'Success', 'Success', 'Exceeded max views', 'Invalid IP Address'
        ($ticket | Get-SevuTicket).Used | Should -BeOfType datetime
    }

    It 'issues a ticket for each row of a file' {
        Set-Content "$TestDrive/events.csv" 'Video,App,IPAddress,Uses,Expires', 'event/a,acme-live,auto,1,2099-12-24T20:00:00Z', 'event/b,acme-live,192.0.2.0/24,0,2099-12-25T20:00:00Z'
        $tickets = Import-Csv "$TestDrive/events.csv" | New-SevuTicket
        $tickets.Video | Should -Be 'event/a', 'event/b'
        $tickets.ExpiresUtc | Should -Be '2099-12-24T20:00:00Z', '2099-12-25T20:00:00Z'
    }

    It 'accepts the expiry in local time' {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        $result = Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone 'Asia/Kolkata' -Script @'
(New-SevuTicket v a -Expires '2099-12-24 05:30').ExpiresUtc
'@
        $result | Should -Be '2099-12-24T00:00:00Z'
    }

    It 'says once how it reads an expiry that occurs twice' {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        $result = Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone 'Europe/Berlin' -Script @'
$tickets = 'v', 'w' | ForEach-Object { [pscustomobject]@{ Video = $_; App = 'a'; Expires = '2099-10-25 02:30' } } |
    New-SevuTicket -WarningVariable warning -WarningAction SilentlyContinue
$warning.Count, "$warning", $tickets[1].ExpiresUtc
'@
        $result[0] | Should -Be 1
        $result[1] | Should -BeLike 'Expires: * occurs twice, * taken as 2099-10-25T01:30:00Z. * give 2099-10-25T00:30:00Z.'
        $result[2] | Should -Be '2099-10-25T01:30:00Z'
    }

    It 'does not warn about the first of the two times if it comes from an instant; the second could be either' {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        $result = Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone 'Europe/Berlin' -Script @'
'2099-10-25T00:30:00Z', '2099-10-25T01:30:00Z', '2099-10-25T02:30:00+02:00' | ForEach-Object {
    $utc = [datetime]::Parse($_, [cultureinfo]::InvariantCulture, 'AdjustToUniversal')
    (New-SevuTicket v a -Expires $utc.ToLocalTime() -WarningVariable +warning -WarningAction SilentlyContinue).ExpiresUtc
    (New-SevuTicket v a -Expires ([datetime]::Parse($_, [cultureinfo]::InvariantCulture)) -WarningVariable +warning -WarningAction SilentlyContinue).ExpiresUtc
}
$warning.Count
$null = New-SevuTicket v a -Expires ([datetime]::Parse('2099-10-25 02:30', [cultureinfo]::InvariantCulture)) -WarningVariable +warning -WarningAction SilentlyContinue
$warning.Count
'@
        $result | Should -Be '2099-10-25T00:30:00Z', '2099-10-25T00:30:00Z', '2099-10-25T01:30:00Z', '2099-10-25T01:30:00Z', '2099-10-25T00:30:00Z', '2099-10-25T00:30:00Z', '2', '3'
    }

    It 'reports that a ticket may exist' {
        { New-SevuTicket emulator.http.502 a -ErrorAction Stop } | Should -Throw -ErrorId 'Sevu.TicketMayExist,*' -ExpectedMessage '*a ticket may exist*'
    }

    It 'shows the values of the ticket with -WhatIf' {
        Invoke-InNewSession -Endpoint $emulator.Endpoint -Script 'New-SevuTicket event/a, event/b acme-live -Uses 5 -Expires 2099-12-24T20:00:00Z -WhatIf' |
            Should -Match "^What if: .*'event/a, event/b', application 'acme-live', addresses left to the service, uses 5, expiry 2099-12-24 20:00:00; CDN 158"
    }
}
