BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $keys = $shared, 'keynote.5a0c41e7b21f98.11835520', 'member.5a0c3f21c0d4e1.77120934', 'trial.59fe0b6aa93c17.40288415',
        'weekpass.59f1d2c8e4b7a3.90416372', 'vip.5a0a12cf44e9b0.58217746', 'campus.5a08f4e1960ab7.15073398', 'spare.5a0c52f8b7d316.32951408'
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'Measure-SevuTicketAttempt' {
    It 'tells which ticket is shared, and has a row for a ticket without attempts' {
        $summaries = $keys | Get-SevuTicketAttempt | Measure-SevuTicketAttempt -Key $keys
        $summaries.Key | Should -Be $keys
        ($summaries | Where-Object SharingSuspected).Key | Should -Be $shared
        $summaries[0].SharingEvidence | Should -BeLike '*Suspected: more than 5*'
        $summaries[-1].Attempts | Should -Be 0
    }

    It 'takes rows of a CSV file, and writes one' {
        Get-SevuTicketAttempt $shared | Export-Csv "$TestDrive/attempts.csv" -NoTypeInformation -Encoding UTF8
        $summary = Import-Csv "$TestDrive/attempts.csv" -Encoding UTF8 | Measure-SevuTicketAttempt
        $summary.SharingSuspected | Should -BeTrue
        $summary | Export-Csv "$TestDrive/summaries.csv" -NoTypeInformation -Encoding UTF8
        (Import-Csv "$TestDrive/summaries.csv").Reasons | Should -Match '^Success 701, Invalid IP Address \d+, Exceeded max views \d+, Invalid Auth Token \d+$'
    }

    It 'takes attempts that a job returns, and a job returns summaries with their names' {
        $copies = Start-Job { param($Module, $Attempts) Import-Module $Module; $Attempts | Measure-SevuTicketAttempt } -ArgumentList $modulePath, @(Get-SevuTicketAttempt $shared) |
            Receive-Job -Wait -AutoRemoveJob
        $copies.PSTypeNames[0] | Should -Be 'Deserialized.ScaleEngine.Sevu.TicketSummary'
        $copies.Attempts | Should -Be 1200
        $copies.Reasons[0].Name | Should -Be 'Success'
        $copies.Reasons[0].Count | Should -Be 701
        $copies | Format-List | Out-String -Width 200 | Should -Match 'Success 701, Invalid IP Address'
    }

    It 'gives its tickets to Revoke-SevuTicket, which asks once a ticket' {
        $ticket = New-SevuTicket 'event/*' acme-live -IPAddress 192.0.2.0/24
        1..6 | ForEach-Object { Invoke-Viewer $emulator $ticket "198.51.$_.7" | Should -Be 'Invalid IP Address' }
        $ticket | Get-SevuTicketAttempt | Measure-SevuTicketAttempt | Where-Object SharingSuspected | Revoke-SevuTicket -Confirm:$false
        ($ticket | Get-SevuTicket).Active | Should -BeFalse
        $asked = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script "Get-SevuTicketAttempt $($ticket.Key) | Revoke-SevuTicket -WhatIf *>&1"
        @($asked -match 'What if').Count | Should -Be 1
    }
}
