[Diagnostics.CodeAnalysis.SuppressMessage('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'The tests use them in another scope.')]
[Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'They only change the emulator and the replaced cmdlets.')]
param()

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/LocalServer.ps1
    $emulator = Start-Emulator
    $page = Join-Path $repository 'docs/Runbooks.md'
    $export = Join-Path $repository 'docs/runbooks/Export-RejectedAttempt.ps1'
    $revoke = Join-Path $repository 'docs/runbooks/Revoke-SharedTicket.ps1'
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $guessed = 'vip.5a0a12cf44e9b0.58217746'
    $hostile = 'press.5a0913ba7ec2d8.84450213'
    $undated = 'legacy.4b1d90aa3c55e2.70091864'

    # Replace the cmdlets of Azure Automation.
    $assets = @{}
    function Get-AutomationPSCredential($Name) { $assets[$Name] }
    function Get-AutomationVariable($Name) { $assets[$Name] }
    function Set-AutomationVariable($Name, $Value) {
        if (--$assets.SetsUntilFailure -eq 0) {
            throw 'The job stops.'
        }

        $assets[$Name] = $Value
    }

    # The emulator's responses, which a test can change, or cut short for a ticket.
    $through = @{ Emulator = $emulator.Endpoint }
    $proxy = Start-LocalServer -State $through {
        param($request)
        $response = Invoke-WebRequest $State.Emulator -Method Post -Body $request.Body -ContentType $request.ContentType -UseBasicParsing
        $text = $response.Content
        foreach ($change in $State.Changes) { $text = $text -replace $change }
        if ($State.Truncated -and $request.Body -match "errorlog.*$([regex]::Escape($State.Truncated))") {
            @{ Body = $text.Substring(0, $text.LastIndexOf('"handle_time"')); IsTruncated = $true }
        }
        else {
            @{ Body = $text }
        }
    }
    $arguments = @{ CdnId = 158; Endpoint = $proxy.Url + 'stable/' }

    function Reset-Account {
        $assets.Clear()
        $through.Changes = @()
        $through.Truncated = $null
        $assets.Sevu = Get-SampleCredential
        Connect-Sevu 158 -Credential $assets.Sevu -Endpoint $emulator.Endpoint
    }

    function New-BoundTicket { New-SevuTicket 'event/*' acme-live -IPAddress 192.0.2.0/24 }
    function Add-RejectedAttempt($Ticket, $IPAddress = '198.51.100.7') { Invoke-Viewer $emulator $Ticket $IPAddress | Should -Be 'Invalid IP Address' }

    function Export-Attempt { & $export @arguments -Folder $folder @args }
    function Get-FileName { (Get-ChildItem $folder -Exclude rejected.lock).Name }
    function Get-State { ConvertFrom-Json $assets.SevuRejectedAttempts }
    function Get-Written { Get-ChildItem $folder -Filter *.csv | ForEach-Object { Import-Csv -LiteralPath $_.FullName } }
    function Get-Text($Attempt) { $Attempt | ForEach-Object { "$($_.Key) $($_.DateTimeUtc) $($_.IPAddress) $($_.Video) $($_.PageUrl) $($_.Reason)" } | Sort-Object }
    function Get-Rejected([string[]] $Key, $Since) {
        $Key | Get-SevuTicketAttempt -StartTime $Since | Where-Object Success -eq $false
    }
}

AfterAll {
    Disconnect-Sevu
    Stop-LocalServer $proxy
    Stop-Emulator $emulator
}

Describe 'Export-RejectedAttempt' {
    BeforeEach {
        Reset-Account
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item $folder -ItemType Directory
    }

    It 'writes the attempts rejected since -Since, and nothing in the next run' {
        $since = (Get-Date).AddHours(-30)
        $assets.SevuTickets = "$shared`r`n$guessed,spare.5a0c52f8b7d316.32951408"
        $result = Export-Attempt -Since $since
        $expected = Get-Rejected $shared, $guessed $since
        $expected.Count | Should -BeGreaterThan 50
        Get-Text (Get-Written) | Should -Be (Get-Text $expected)
        $result.Path | Should -BeLike '*rejected-000001.csv'
        $result.AttemptCount | Should -Be $expected.Count

        (Export-Attempt -Since $since).Path | Should -BeNullOrEmpty
        Get-FileName | Should -Be 'rejected-000001.csv'
    }

    It 'writes a new attempt once, in the next file' {
        $ticket = New-BoundTicket
        $assets.SevuTickets = $ticket.Key
        Add-RejectedAttempt $ticket
        $null = Export-Attempt
        Add-RejectedAttempt $ticket 203.0.113.9
        Invoke-Viewer $emulator $ticket 192.0.2.1 | Should -Be 'Success'
        $null = Export-Attempt
        $null = Export-Attempt
        Get-FileName | Should -Be 'rejected-000001.csv', 'rejected-000002.csv'
        (Import-Csv "$folder/rejected-000002.csv").IPAddress | Should -Be '203.0.113.9'
        (Get-Written).IPAddress | Should -Be '198.51.100.7', '203.0.113.9'
    }

    It 'writes all identical attempts of one second, before and after a run' {
        do {
            $ticket = New-BoundTicket
            $assets.SevuTickets = $ticket.Key
            $assets.Remove('SevuRejectedAttempts')
            Get-ChildItem $folder | Remove-Item
            Start-Sleep -Milliseconds (1000 - (Get-Date).Millisecond)
            Add-RejectedAttempt $ticket
            Add-RejectedAttempt $ticket
            $null = Export-Attempt
            Add-RejectedAttempt $ticket
        } until (@(Get-Rejected $ticket.Key (Get-Date).AddHours(-1) | Group-Object DateTimeUtc).Count -eq 1)
        @(Get-Written).Count | Should -Be 2
        $null = Export-Attempt
        $null = Export-Attempt
        @(Get-Written).Count | Should -Be 3
    }

    It 'writes an attempt that entered the log late' {
        $assets.SevuTickets = $guessed
        $null = Export-Attempt -OverlapMinutes 600
        $state = Get-State
        $late, $others = $state.Tickets[0].returned | Sort-Object
        $state.Tickets[0].returned = $others
        $assets.SevuRejectedAttempts = $state | ConvertTo-Json -Depth 5
        $null = Export-Attempt -OverlapMinutes 600
        (Import-Csv "$folder/rejected-000002.csv").DateTimeUtc | Should -Be ($late -split ' ')[0]
    }

    It 'writes no duplicates when -OverlapMinutes changes from <first> to <then>' -ForEach @(
        @{ First = 0; Then = 1000 }
        @{ First = 1000; Then = 0 }
    ) {
        $assets.SevuTickets = $guessed
        $null = Export-Attempt -OverlapMinutes $first
        $null = Export-Attempt -OverlapMinutes $then
        (Export-Attempt -OverlapMinutes $first).AttemptCount | Should -Be 0
        Get-FileName | Should -Be 'rejected-000001.csv'
    }

    It 'writes each attempt once even if the job stops when it sets the variable for time <set>' -ForEach @(
        @{ Set = 1 }
        @{ Set = 2 }
        @{ Set = 3 }
    ) {
        $ticket = New-BoundTicket
        $assets.SevuTickets = $ticket.Key
        $assets.SetsUntilFailure = $set
        $failures = 0
        foreach ($run in 1..3) {
            Add-RejectedAttempt $ticket "198.51.100.$run"
            try { $null = Export-Attempt } catch { $failures++ }
        }

        $failures | Should -Be 1
        (Get-Written).IPAddress | Sort-Object | Should -Be '198.51.100.1', '198.51.100.2', '198.51.100.3'
    }

    It 'replaces the file of a job that stopped, even in another format' {
        $ticket = New-BoundTicket
        $assets.SevuTickets = $ticket.Key
        Add-RejectedAttempt $ticket
        $assets.SetsUntilFailure = 2
        { Export-Attempt } | Should -Throw 'The job stops.'
        Get-FileName | Should -Be 'rejected-000001.csv'
        $null = Export-Attempt -Format JsonLines
        Get-FileName | Should -Be 'rejected-000001.jsonl'
    }

    It 'leaves a truncated ticket for the next run, and continues with the others' {
        $first, $second = (New-BoundTicket), (New-BoundTicket)
        $assets.SevuTickets = $first.Key, $second.Key
        Add-RejectedAttempt $first
        $null = Export-Attempt
        $through.Truncated = $first.Key
        foreach ($run in 1, 2) {
            Add-RejectedAttempt $first "198.51.100.$run"
            Add-RejectedAttempt $second "203.0.113.$run"
            { Export-Attempt -WarningAction SilentlyContinue } | Should -Throw "1 of 2 tickets *$($first.Key)"
        }

        (Get-Written | Where-Object Key -eq $first.Key).IPAddress | Should -Be '198.51.100.7'
        (Get-Written | Where-Object Key -eq $second.Key).IPAddress | Should -Be '203.0.113.1', '203.0.113.2'
        $through.Truncated = $null
        $null = Export-Attempt
        (Get-Written | Where-Object Key -eq $first.Key).IPAddress | Should -Be '198.51.100.7', '198.51.100.1', '198.51.100.2'
        @(Get-Written).Count | Should -Be 5
    }

    It 'keeps -Since for a new ticket that cannot be read: <key>' -ForEach @(
        @{ Key = 'emulator.cut.30' }
        @{ Key = 'emulator.http.502' }
        @{ Key = 'emulator.code.9' }
    ) {
        $assets.SevuTickets = "$key $guessed"
        $result = try { & $export @arguments -Folder $folder -Since 2026-01-01T00:00:00Z -WarningVariable warning -WarningAction SilentlyContinue } catch { $failure = $_ }
        $failure | Should -BeLike "1 of 2 tickets *$key"
        $result.UnreadCount | Should -Be 1
        $warning | Should -BeLike "*$key*"
        (Get-Written).Key | Select-Object -Unique | Should -Be $guessed
        $assets.SevuRejectedAttempts | Should -BeLike "*{`"key`":`"$key`",`"from`":`"2026-01-01T00:00:00Z`",`"returned`":``[``]}*"
    }

    It 'changes nothing if the credentials are wrong' {
        $assets.SevuTickets = $guessed
        $assets.Sevu = [pscredential]::new('wrong', $assets.Sevu.Password)
        { Export-Attempt } | Should -Throw -ErrorId 'Sevu.0001,*'
        $assets.SevuRejectedAttempts | Should -BeNullOrEmpty
        Get-FileName | Should -BeNullOrEmpty
    }

    It 'changes nothing while another run is active' {
        $assets.SevuTickets = $guessed
        $other = [System.IO.File]::Open("$folder/rejected.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { { Export-Attempt } | Should -Throw '*rejected.lock*' } finally { $other.Dispose() }
        $assets.SevuRejectedAttempts | Should -BeNullOrEmpty
        (Export-Attempt).AttemptCount | Should -BeGreaterThan 0
    }

    It 'drops a ticket that is not on the list any more, and starts a new one at -Since' {
        $assets.SevuTickets = $shared
        $null = Export-Attempt -Since (Get-Date).AddHours(-1)
        $assets.SevuTickets = $guessed
        $since = (Get-Date).AddHours(-50)
        $result = Export-Attempt -Since $since
        $result.AttemptCount | Should -Be @(Get-Rejected $guessed $since).Count
        (ConvertFrom-Json $assets.SevuRejectedAttempts).Tickets.Key | Should -Be $guessed
    }

    It 'continues from the state of version 1.0.0, loses nothing, and warns of what it may repeat' {
        $ticket = New-BoundTicket
        $assets.SevuTickets = $ticket.Key
        Add-RejectedAttempt $ticket
        $from = [datetime]::UtcNow.AddMinutes(-15).ToString('s') + 'Z'
        $old = @{ Key = $ticket.Key; From = $from; Written = @{ "$from 0123456789ABCDEF0123456789ABCDEF" = 1 } }
        $assets.SevuRejectedAttempts = @{ Number = 7; Tickets = @($old) } | ConvertTo-Json -Depth 5 -Compress
        $null = & $export @arguments -Folder $folder -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -BeLike '*version 1.0.0*'
        (Import-Csv "$folder/rejected-000007.csv").IPAddress | Should -Be '198.51.100.7'
        (& $export @arguments -Folder $folder -WarningVariable warning).AttemptCount | Should -Be 0
        $warning | Should -BeNullOrEmpty
    }

    It 'accepts keys in quotes, with commas and a byte order mark' {
        $assets.SevuTickets = "$([char]0xFEFF)`"$guessed`",`r`n'$shared';"
        (Export-Attempt).AttemptCount | Should -BeGreaterThan 0
        (Export-Attempt).AttemptCount | Should -Be 0
        (Get-State).Tickets.key | Should -Be $guessed, $shared
    }

    It 'keeps the start of a ticket that cannot be read with -IncludeUndated' {
        $assets.SevuTickets = $guessed
        $null = Export-Attempt
        $before = $assets.SevuRejectedAttempts
        $through.Truncated = $guessed
        { Export-Attempt -IncludeUndated -WarningAction SilentlyContinue } | Should -Throw
        $assets.SevuRejectedAttempts | Should -Be $before
    }

    It 'keeps the files if the state is reset' {
        $assets.SevuTickets = $guessed
        $null = Export-Attempt
        $assets.SevuRejectedAttempts = '{}'
        $null = Export-Attempt
        Get-FileName | Should -Be 'rejected-000001.csv', 'rejected-000002.csv'
    }

    It 'reports a list without tickets' {
        { Export-Attempt } | Should -Throw "*'SevuTickets' names no ticket*"
    }

    It 'writes one JSON object per line' {
        $assets.SevuTickets = $hostile
        $since = (Get-Date).AddDays(-4)
        $null = Export-Attempt -Format JsonLines -Since $since
        $objects = [System.IO.File]::ReadAllText("$folder/rejected-000001.jsonl").Trim() -split '\r?\n' | ConvertFrom-Json
        $expected = Get-Rejected $hostile $since
        $objects.Count | Should -Be $expected.Count
        $objects.PageUrl | Should -Be $expected.PageUrl
    }

    It 'writes untrusted text to CSV unchanged' {
        $assets.SevuTickets = $hostile
        $since = (Get-Date).AddDays(-4)
        $null = Export-Attempt -Since $since
        $expected = Get-Rejected $hostile $since
        (Get-Written).PageUrl | Should -Be $expected.PageUrl
        (Get-Written).PageUrl | Should -Contain "=cmd|' /C calc'!A0"
        [System.IO.File]::ReadAllBytes("$folder/rejected-000001.csv")[0] | Should -Be ([byte][char]'"')
    }

    It 'writes attempts without a time once with -IncludeUndated' {
        $assets.SevuTickets = $undated
        $through.Changes = , @('"success":1', '"success":0')
        $null = Export-Attempt -Since (Get-Date).AddDays(-9)
        (Get-Written).DateTimeUtc | Should -Not -Contain ''
        $null = Export-Attempt -IncludeUndated
        $null = Export-Attempt -IncludeUndated -OverlapMinutes 0
        $null = Export-Attempt -IncludeUndated
        @((Get-Written).DateTimeUtc -eq '').Count | Should -Be 1
        @(Get-Written).Count | Should -Be 12
    }

    It 'continues after an attempt whose time is in the future' {
        $ticket = New-BoundTicket
        $assets.SevuTickets = $ticket.Key
        $through.Changes = , @('"datetime":"[^"]*"(?=,"ip":"198\.51\.100\.99")', '"datetime":"2099-01-01 00:00:00"')
        Add-RejectedAttempt $ticket 198.51.100.99
        $null = Export-Attempt
        Add-RejectedAttempt $ticket 198.51.100.1
        $null = Export-Attempt
        $null = Export-Attempt
        (Get-Written).IPAddress | Should -Be '198.51.100.99', '198.51.100.1'
    }

    It 'does not depend on culture or time zone, outside Azure as the page shows' {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        (Get-Content $page -Raw) -match '(?s)```powershell\r?\n(\$assets = [^`]*)```' | Should -BeTrue
        $functions = $Matches[1] -replace '(?m)^\$assets = .*$', "`$assets = '$folder/assets'"
        $null = New-Item "$folder/assets" -ItemType Directory
        Get-SampleCredential | Export-Clixml "$folder/assets/Sevu.xml"
        $ticket = New-BoundTicket
        Set-Content "$folder/assets/SevuTickets.txt" $ticket.Key, $guessed
        Set-Content "$folder/assets/SevuRejectedAttempts.txt" '{}'
        $since = (Get-Date).AddHours(-30).ToUniversalTime().ToString('o')
        $zones = 'Asia/Kolkata', 'America/New_York', 'Pacific/Kiritimati'
        $cultures = 'de-DE', 'ar-SA', 'th-TH'
        foreach ($index in 0..2) {
            Add-RejectedAttempt $ticket "198.51.100.$index"
            $count = Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone $zones[$index] -Culture $cultures[$index] -Script @"
$functions
(& '$export' -CdnId 158 -Endpoint $($emulator.Endpoint) -Folder '$folder' -Since $since).AttemptCount
"@
            $count | Should -BeGreaterThan 0
        }

        Get-Text (Get-Written) | Should -Be (Get-Text (Get-Rejected $guessed, $ticket.Key $since))
        (Get-Written).DateTimeUtc | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$'
    }
}

Describe 'Revoke-SharedTicket' {
    BeforeAll {
        function Revoke-Shared { & $revoke @arguments @args }
        function Add-AcceptedAttempt($Ticket, [string[]] $IPAddress) { $IPAddress | ForEach-Object { Invoke-Viewer $emulator $Ticket $_ | Should -Be 'Success' } }
    }

    BeforeEach {
        Reset-Account
        $networks = 1..3 | ForEach-Object { "198.51.$_.7", "203.0.$_.5" }
        # Everybody else is rejected.
        $bound = New-BoundTicket
        Add-AcceptedAttempt $bound 192.0.2.1, 192.0.2.200
        $networks | ForEach-Object { Add-RejectedAttempt $bound $_ }
        # Everybody is accepted.
        $open = New-SevuTicket 'event/*' acme-live -IPAddress 0.0.0.0/0, ::/0
        Add-AcceptedAttempt $open 198.51.100.7, 198.51.100.8, ::ffff:198.51.100.9, 2001:db8:1:1::1, 2001:db8:1:2:ffff::2, 203.0.113.5
        $assets.SevuTickets = "$($bound.Key)`n$($open.Key)"
    }

    It 'only reports with -<name>' -ForEach @(
        @{ Name = 'WhatIf' }
        @{ Name = 'ReportOnly' }
    ) {
        $parameters = @{ $name = $true }
        $report = & $revoke @arguments @parameters
        $report.Key | Should -Be $bound.Key, $open.Key
        $report.AcceptedNetworkCount | Should -Be 1, 3
        $report.OutsideNetworkCount | Should -Be 6, 0
        $report.AttemptCount | Should -Be 8, 6
        $report.Action | Should -Be 'WouldRevoke', 'Kept'
        $report[0].Evidence | Should -BeLike '*Suspected: more than 5*'
        ($bound, $open | Get-SevuTicket).Active | Should -Be $true, $true
    }

    It 'revokes the shared ticket and no other' {
        (Revoke-Shared -MaximumOutsideNetworkCount 6).Action | Should -Be 'Kept', 'Kept'
        ($bound | Get-SevuTicket).Active | Should -BeTrue
        $report = Revoke-Shared
        $report.Action | Should -Be 'Revoked', 'Kept'
        $report.Message | Should -Be $null, $null
        ($bound, $open | Get-SevuTicket).Active | Should -Be $false, $true
        Invoke-Viewer $emulator $bound 192.0.2.1 | Should -Be 'Token Revoked'

        $report = Revoke-Shared
        $report.Action | Should -Be 'Kept', 'Kept'
        $report[0].Message | Should -Be 'It is not active any more.'
    }

    It 'judges accepted attempts with -MaximumAcceptedNetworkCount only' {
        (Revoke-Shared -MaximumAcceptedNetworkCount 3 -Key $open.Key).Action | Should -Be 'Kept'
        (Revoke-Shared -MaximumAcceptedNetworkCount 2 -Key $open.Key).Action | Should -Be 'Revoked'
        ($open | Get-SevuTicket).Active | Should -BeFalse
    }

    It 'revokes only the shared one of the sample tickets' {
        $keys = $shared, $guessed, $hostile, $undated, 'keynote.5a0c41e7b21f98.11835520', 'member.5a0c3f21c0d4e1.77120934',
            'trial.59fe0b6aa93c17.40288415', 'weekpass.59f1d2c8e4b7a3.90416372', 'campus.5a08f4e1960ab7.15073398', 'spare.5a0c52f8b7d316.32951408'
        $report = Revoke-Shared -ReportOnly -Key $keys
        $report.Key | Should -Be $keys
        ($report | Where-Object Action -ne Kept).Key | Should -Be $shared
    }

    It 'counts the attempts since -StartTime of the tickets in -Key' {
        $report = Revoke-Shared -Key $bound.Key -StartTime (Get-Date).AddMinutes(5)
        $report | Should -HaveCount 1
        $report.Action | Should -Be 'Kept'
        $report.AttemptCount | Should -Be 0
    }

    It 'does not revoke a truncated ticket, and continues' {
        $through.Truncated = $bound.Key
        $other = New-BoundTicket
        $networks | ForEach-Object { Add-RejectedAttempt $other $_ }
        $report = try { Revoke-Shared -Key emulator.cut.30, $bound.Key, $other.Key } catch { $failure = $_ }
        $failure | Should -BeLike "2 of the tickets failed: emulator.cut.30, $($bound.Key)"
        $report.Action | Should -Be 'Failed', 'Failed', 'Revoked'
        $report.OutsideNetworkCount[1] | Should -Be 6
        $report[0].Message | Should -Match 'emulator.cut.30'
        ($bound, $other | Get-SevuTicket).Active | Should -Be $true, $false
    }

    It 'reports a ticket that cannot be revoked' {
        function Revoke-SevuTicket {
            [CmdletBinding(SupportsShouldProcess)]
            param([Parameter(ValueFromPipelineByPropertyName)] $Key)
            process { if ($PSCmdlet.ShouldProcess($Key)) { Write-Error 'It is still active.' } }
        }

        $report = try { Revoke-Shared } catch { $failure = $_ }
        $failure | Should -BeLike "1 of the tickets failed: $($bound.Key)"
        $report.Action | Should -Be 'Failed', 'Kept'
        $report[0].Message | Should -Be 'It is still active.'
    }

    It 'counts attempts that have no key, and none that cannot be read' {
        $through.Changes = @(, @('"key":"[^"]*",', ''))
        $report = Revoke-Shared -ReportOnly
        $report.Action | Should -Be 'WouldRevoke', 'Kept'
        $report.AttemptCount | Should -Be 8, 6
        function Get-SevuTicketAttempt { ScaleEngine.Sevu\Get-SevuTicketAttempt @args | Select-Object * | ForEach-Object { $_.Success = 'perhaps'; $_ } }
        $report = try { Revoke-Shared } catch { $failure = $_ }
        $failure | Should -BeLike '2 of the tickets failed:*'
        $report.Action | Should -Be 'Failed', 'Failed'
    }

    It 'does not ask for confirmation' {
        $report = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @"
function Get-AutomationPSCredential { Get-SampleCredential }
(& '$revoke' -CdnId 158 -Endpoint $($emulator.Endpoint) -Key $($bound.Key)).Action
"@
        $report | Should -Be 'Revoked'
        ($bound | Get-SevuTicket).Active | Should -BeFalse
    }
}
