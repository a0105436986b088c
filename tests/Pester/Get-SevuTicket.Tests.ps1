BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $password = 'viewer-4711'
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
    # Read once, because an identical request in the same second waits for the next second.
    $tickets = @(Get-SevuTicket $shared, 'weekpass.59f1d2c8e4b7a3.90416372')
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'Get-SevuTicket' {
    It 'reads the tickets of rejected attempts' {
        $ticket = Get-SevuTicketAttempt $shared | Where-Object Reason -eq 'Exceeded max views' | Select-Object -Unique Key | Get-SevuTicket
        $ticket | Should -HaveCount 1
        $ticket | Should -BeOfType ScaleEngine.Sevu.Ticket
        $ticket.Key | Should -Be $shared
        [System.Net.NetworkCredential]::new('', $ticket.Password).Password | Should -Be $password
    }

    It 'accepts a CSV column named Key' {
        Set-Content "$TestDrive/tickets.csv" 'Name,Key', "a,$shared", 'b,spare.5a0c52f8b7d316.32951408'
        (Import-Csv "$TestDrive/tickets.csv" | Get-SevuTicket).Key | Should -Be $shared, 'spare.5a0c52f8b7d316.32951408'
    }

    It 'does not show the password as <way>' -ForEach @(
        @{ Way = 'the table'; Show = { $_ | Format-Table | Out-String } }
        @{ Way = 'a list'; Show = { $_ | Format-List | Out-String } }
        @{ Way = 'a list of everything'; Show = { $_ | Format-List * -Force | Out-String } }
        @{ Way = 'text'; Show = { "$_" } }
        @{ Way = 'CSV'; Show = { $_ | ConvertTo-Csv | Out-String } }
        @{ Way = 'JSON'; Show = { $_ | ConvertTo-Json -Depth 5 } }
        @{ Way = 'HTML'; Show = { $_ | ConvertTo-Html | Out-String } }
        @{ Way = 'XML'; Show = { ($_ | ConvertTo-Xml -Depth 5).OuterXml } }
    ) {
        $shown = $tickets[0] | ForEach-Object $show
        $shown | Should -Not -BeNullOrEmpty
        $shown | Should -Not -Match $password
    }

    It 'exports UTC times and values without a culture to CSV' {
        $tickets[0] | Export-Csv "$TestDrive/ticket.csv" -NoTypeInformation
        $row = Import-Csv "$TestDrive/ticket.csv"
        $row.CreatedUtc | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$'
        $row.ExpiresUtc | Should -BeNullOrEmpty
        $row.Active | Should -Be 'True'
    }

    It 'has a table that fits <width> columns and shows <columns>' -ForEach @(
        @{ Width = 120; Columns = 'Key State Uses Expires Video IPAddress' }
        @{ Width = 80; Columns = 'Key State Uses Expires' }
    ) {
        $table = ($tickets | Out-String -Width $width) -replace '\e\[[0-9;]*m' -split '\r?\n' |
            Where-Object { $_ }
        ($table | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $width
        $table[0].Trim() -replace '\s+', ' ' | Should -Be $columns
        $table[2] | Should -Match "^$([regex]::Escape($shared)) +Active +500 "
        $table[3] | Should -Match '^weekpass\.\S+ +Expired +unlimited +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d '
    }

    It 'shows times in the same format in every culture' {
        $ticket = New-SevuTicket v a -Expires '2099-12-24T20:00:00Z'
        # The calendar of the culture ar-SA ends in 2077.
        $shown = Invoke-InNewSession -Endpoint $emulator.Endpoint -Culture ar-SA -TimeZone Etc/UTC -Script @"
Get-SevuTicket $ticket | Format-Table | Out-String -Width 120
Get-SevuTicket $ticket | Format-List | Out-String
"@
        $shown -join "`n" | Should -Match '(?s)Active +unlimited +2099-12-24 20:00:00.*Expires +: 2099-12-24 20:00:00'
    }

    It 'keeps its table and its password when a job returns it' {
        $job = Start-Job -ScriptBlock {
            param($module, $credential, $endpoint, $key)
            Import-Module $module
            Connect-Sevu 158 -Credential $credential -Endpoint $endpoint
            Get-SevuTicket $key
        } -ArgumentList $modulePath, (Get-SampleCredential), $emulator.Endpoint, $shared
        $ticket = $job | Receive-Job -Wait -AutoRemoveJob
        $ticket.Created | Should -BeOfType datetime
        $ticket.Password | Should -BeOfType securestring
        ($ticket | Out-String) | Should -Match 'Active'
        ($ticket | Get-SevuTicket).Key | Should -Be $shared
    }
}
