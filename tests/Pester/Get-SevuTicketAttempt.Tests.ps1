BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $hostile = 'press.5a0913ba7ec2d8.84450213'
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'Get-SevuTicketAttempt' {
    It 'exports the rejected attempts of the last six hours in one line' {
        $file = "$TestDrive/rejected.csv"
        Get-SevuTicketAttempt $shared -StartTime (Get-Date).AddHours(-6) |
            Where-Object Success -eq $false | Export-Csv $file -NoTypeInformation
        $rows = Import-Csv $file
        $rows.Count | Should -BeGreaterThan 10
        $rows.Success | Sort-Object -Unique | Should -Be 'False'
        $rows.Reason | Should -Contain 'Invalid IP Address'
        $rows | ForEach-Object { [datetime]$_.DateTimeUtc | Should -BeGreaterThan (Get-Date).AddHours(-6.1) }
    }

    It 'selects while reading what Where-Object selects afterwards' {
        $all = @(Get-SevuTicketAttempt $shared)
        $rejected = @(Get-SevuTicketAttempt $shared -Rejected -Reason 'invalid*' -IPAddress 192.0.2.0/24 -Video 'event/*' -App acme-live)
        $expected = @($all | Where-Object {
                -not $_.Success -and $_.Reason -like 'invalid*' -and $_.Network -eq '192.0.2.0/24' -and $_.Video -like 'event/*' -and $_.App -like 'acme-live'
            })
        $rejected.Count | Should -BeGreaterThan 10
        @($rejected | ForEach-Object ToString) | Should -Be @($expected | ForEach-Object ToString)
    }

    It 'gives attempts that Sort-Object, Select-Object and Compare-Object tell apart' {
        $all = @(Get-SevuTicketAttempt $shared)
        $texts = @($all | ForEach-Object ToString | Sort-Object -Unique)
        $texts.Count | Should -BeGreaterThan 1000
        @($all | Sort-Object -Unique).Count | Should -Be $texts.Count
        @($all[0..99] + $all[0..99] | Select-Object -Unique).Count | Should -Be @($all[0..99] | ForEach-Object ToString | Select-Object -Unique).Count
        @(Compare-Object $all[0..99] $all[10..109] | ForEach-Object SideIndicator | Group-Object | ForEach-Object Count) | Should -Be 10, 10
    }

    It 'exports the network beside the address' {
        $row = Get-SevuTicketAttempt $shared -IPAddress 192.0.2.0/24 | Select-Object -First 1 | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $row.Network | Should -Be '192.0.2.0/24'
        @($row.PSObject.Properties.Name)[3, 4] | Should -Be 'IPAddress', 'Network'
    }

    It 'reads the attempts of a list of tickets' {
        Set-Content "$TestDrive/tickets.txt" $shared, 'emulator.attempts.8', 'spare.5a0c52f8b7d316.32951408'
        $groups = Get-Content "$TestDrive/tickets.txt" | Get-SevuTicketAttempt | Group-Object Reason
        $groups.Name | Should -Contain 'Success'
        ($groups | Measure-Object Count -Sum).Sum | Should -Be (@(Get-SevuTicketAttempt $shared).Count + 8)
    }

    It 'accepts a CSV column named Key' {
        Set-Content "$TestDrive/tickets.csv" 'Name,Key', 'a,emulator.attempts.2', 'b,emulator.attempts.3'
        $keys = Import-Csv "$TestDrive/tickets.csv" | Get-SevuTicketAttempt | Group-Object Key
        $keys.Name | Should -Be 'emulator.attempts.2', 'emulator.attempts.3'
        $keys | ForEach-Object Count | Should -Be 2, 3
    }

    It 'stops the download at Select-Object -First' {
        Get-SevuTicketAttempt emulator.stall.7 | Select-Object -First 5 | Should -HaveCount 5
    }

    It 'writes an error for one ticket and continues with the next' {
        $attempts = 'emulator.http.502', 'emulator.attempts.1' | Get-SevuTicketAttempt -MaximumRetryCount 0 -ErrorAction SilentlyContinue -ErrorVariable errors
        $attempts | Should -HaveCount 1
        $errors.FullyQualifiedErrorId | Should -Be 'Sevu.Http.502,ScaleEngine.Sevu.Commands.GetSevuTicketAttemptCommand'
        $errors.TargetObject | Should -Be 'emulator.http.502'
    }

    It 'shows the recommended action once' {
        $shown = try { Get-SevuTicketAttempt '' -ErrorAction Stop } catch { $_ | Out-String -Width 500 }
        $text = $shown -replace '\e\[[0-9;]*m' -replace '\s*\|?\s+', ' '
        [regex]::Matches($text, 'Give the key of a ticket').Count | Should -Be 1
    }

    It 'throws with -ErrorAction Stop' {
        { Get-SevuTicketAttempt emulator.cut.1 -ErrorAction Stop } | Should -Throw -ErrorId 'Sevu.Incomplete,*'
    }
}

Describe 'The table' {
    BeforeAll {
        function Get-Table([string] $Key, [int] $Width) {
            # Removes the colors.
            (Get-SevuTicketAttempt $Key | Out-String -Width $Width) -replace '\e\[[0-9;]*m' -split '\r?\n' | Where-Object { $_ }
        }
    }

    It 'fits <width> columns and shows <columns>' -ForEach @(
        @{ Width = 120; Columns = 'DateTime Success Reason IPAddress Video' }
        @{ Width = 80; Columns = 'DateTime Success Reason IPAddress' }
    ) {
        $table = Get-Table $shared $width
        ($table | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $width
        $table[0] | Should -Be "   Ticket: $shared"
        $table[1].Trim() -replace '\s+', ' ' | Should -Be $columns
        $table | Where-Object { $_ -match '^\S+ \S+ False   Invalid IP Address' } | Should -Not -BeNullOrEmpty
    }

    It 'groups several tickets' {
        $table = 'emulator.attempts.2', 'emulator.attempts.3' | Get-SevuTicketAttempt | Out-String -Stream | Where-Object { $_ }
        $table[0] | Should -Be '   Ticket: emulator.attempts.2'
        $table[5] | Should -Be '   Ticket: emulator.attempts.3'
        $table | Should -HaveCount 11
    }

    It 'shows a rejection in color unless PowerShell shows plain text' {
        Skip-Unless ($PSVersionTable.PSEdition -eq 'Core') '$PSStyle needs PowerShell 7'
        $rendering = $PSStyle.OutputRendering
        $attempts = Get-SevuTicketAttempt $shared | Where-Object Success -eq $false | Select-Object -First 1
        try {
            $PSStyle.OutputRendering = 'Ansi'
            $attempts | Out-String | Should -Match '\e\[91mFalse\e\[0m'
            $PSStyle.OutputRendering = 'PlainText'
            $attempts | Out-String | Should -Not -Match '\e'
        }
        finally {
            $PSStyle.OutputRendering = $rendering
        }
    }

    It 'replaces control characters in untrusted text in <view>' -ForEach @(
        @{ View = 'Format-Table' }
        @{ View = 'Format-List' }
    ) {
        $attempts = Get-SevuTicketAttempt $hostile
        $dangerous = '[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]'
        $attempts.Video -join '' | Should -Match $dangerous
        $lines = ($attempts | & $view | Out-String -Width 300) -replace '\e\[[0-9;]*m' -split '\r?\n'
        $lines -join '' | Should -Not -Match $dangerous
        $lines -join '' | Should -Match 'press\.'
    }

    It 'shows control characters as symbols' {
        # In a list, because Windows PowerShell cuts the cells of a table, at any width.
        $escape = [char]0x1b
        $attempt = Get-SevuTicketAttempt $hostile | Where-Object { "$($_.Video)".Contains($escape) } | Select-Object -First 1
        $attempt | Format-List | Out-String -Width 300 | Should -Match "Video +: .*$([char]0x241b)\[31mred"
    }

    It 'shows no untrusted text after an object of another type' {
        $shown = & { Get-SevuTicket $hostile; Get-SevuTicketAttempt $hostile } | Out-String -Width 120
        $shown | Should -Match 'Reason +: (\e\[0m)?Invalid Auth Token'
        $shown | Should -Not -Match 'Url|Video +:'
        $shown -replace '\e\[[0-9;]*m' | Should -Not -Match '\e'
    }

    It 'shows attempts after a connection too' {
        & { Get-SevuConnection; Get-SevuTicketAttempt emulator.attempts.2 } | Out-String | Should -Match '(?s)CdnId.*158.*Key +: \S*emulator\.attempts\.2.*Reason +: .*IPAddress +: \S*\d+\.\d+\.\d+\.\d+'
    }

    It 'is the same for objects from a job' {
        $job = Start-Job -ScriptBlock {
            param($module, $credential, $endpoint)
            Import-Module $module
            Connect-Sevu 158 -Credential $credential -Endpoint $endpoint
            Get-SevuTicketAttempt emulator.attempts.3
        } -ArgumentList $modulePath, (Get-SampleCredential), $emulator.Endpoint
        $attempts = $job | Receive-Job -Wait -AutoRemoveJob
        $attempts | Should -HaveCount 3
        $attempts[0].DateTime | Should -BeOfType datetime
        $attempts[0].Success | Should -BeOfType bool
        ($attempts | Out-String) | Should -Match 'IPAddress'
    }
}

Describe 'Export-Clixml' {
    It 'keeps every value and its type' {
        Get-SevuTicketAttempt $shared | Select-Object -First 1 | Export-Clixml "$TestDrive/attempt.xml"
        $expected = Get-SevuTicketAttempt $shared | Select-Object -First 1
        $actual = Import-Clixml "$TestDrive/attempt.xml"
        foreach ($property in $expected.PSObject.Properties.Name) {
            $actual.$property | Should -Be $expected.$property
        }
        $actual.DateTime.Kind | Should -Be Local
    }
}

Describe 'Cultures and time zones' {
    It 'exports the same times in <timeZone> and <culture>' -ForEach @(
        @{ TimeZone = 'America/New_York'; Culture = 'en-US' }
        @{ TimeZone = 'Asia/Kolkata'; Culture = 'de-DE' }
        @{ TimeZone = 'Europe/Berlin'; Culture = 'de-DE' }
        @{ TimeZone = 'Pacific/Kiritimati'; Culture = 'ar-SA' }
    ) {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        $expected = Get-SevuTicketAttempt $shared
        $file = "$TestDrive/$($culture)$($timeZone -replace '/').csv"
        $shownZone = Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone $timeZone -Culture $culture -Script @"
Get-SevuTicketAttempt $shared | Export-Csv -NoTypeInformation '$file'
[timezoneinfo]::Local.Id
"@
        $shownZone | Should -Be $timeZone
        $rows = Import-Csv $file
        $rows.DateTimeUtc | Should -Be $expected.DateTimeUtc
        $rows.Reason | Should -Be $expected.Reason
    }

    It 'reads -StartTime as local time in <timeZone>' -ForEach @(
        @{ TimeZone = 'America/New_York' }
        @{ TimeZone = 'Pacific/Kiritimati' }
    ) {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        $start = (Get-Date).ToUniversalTime().AddHours(-20)
        $expected = @(Get-SevuTicketAttempt $shared -StartTime $start).Count
        $local = [timezoneinfo]::ConvertTimeFromUtc($start, [timezoneinfo]::FindSystemTimeZoneById($timeZone)).ToString('o')
        Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone $timeZone -Culture de-DE -Script "@(Get-SevuTicketAttempt $shared -StartTime '$local').Count" |
            Should -Be $expected
    }

    It 'reads text as the same time in <culture>' -ForEach @(
        @{ Culture = 'th-TH' }
        @{ Culture = 'fa-IR' }
        @{ Culture = 'en-GB' }
    ) {
        Invoke-InNewSession -Endpoint $emulator.Endpoint -Culture $culture -Script @"
@(Get-SevuTicketAttempt $shared -EndTime 2199-12-31 -StartTime 05/12/2001).Count
@(Get-SevuTicketAttempt $shared -EndTime 05/12/2001).Count
(New-SevuTicket v a -Expires '05/12/2099 00:00Z').ExpiresUtc
"@ | Should -Be @(Get-SevuTicketAttempt $shared).Count, 0, '2099-05-12T00:00:00Z'
    }

    It 'says how it reads <time> in <timeZone>' -ForEach @(
        @{ TimeZone = 'Europe/Berlin'; Time = '2026-10-25 02:30'; Expected = 'StartTime: * occurs twice, * taken as 2026-10-25T01:30:00Z. * give 2026-10-25T00:30:00Z.' }
        @{ TimeZone = 'America/New_York'; Time = '11/01/2026 1:00 AM'; Expected = 'StartTime: * occurs twice, * taken as 2026-11-01T06:00:00Z. * give 2026-11-01T05:00:00Z.' }
        @{ TimeZone = 'Australia/Lord_Howe'; Time = '2026-04-05 01:45'; Expected = 'StartTime: * occurs twice, * taken as 2026-04-04T15:15:00Z. * give 2026-04-04T14:45:00Z.' }
        @{ TimeZone = 'Europe/Berlin'; Time = '2026-03-29 02:30'; Expected = 'StartTime: * does not occur, * taken as 2026-03-29T01:30:00Z.' }
        @{ TimeZone = 'Europe/Berlin'; Time = '2026-10-25 03:30'; Expected = '' }
        @{ TimeZone = 'Europe/Berlin'; Time = '2026-10-25 02:30+02:00'; Expected = '' }
        @{ TimeZone = 'Etc/UTC'; Time = '2026-10-25 02:30'; Expected = '' }
    ) {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone $timeZone -Script @"
`$null = Get-SevuTicketAttempt emulator.attempts.1 -StartTime '$time' -WarningVariable warning -WarningAction SilentlyContinue
"`$warning"
"@ | Should -BeLike $expected
    }
}
