BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $guessed = 'vip.5a0a12cf44e9b0.58217746'
    $hostile = 'press.5a0913ba7ec2d8.84450213'
    $public = 'keynote.5a0c41e7b21f98.11835520'
    $member = 'member.5a0c3f21c0d4e1.77120934'
    $page = Get-Content -LiteralPath (Join-Path $repository 'docs/Recipes.md') -Raw

    # The only block under this heading that contains this text.
    function Get-Recipe([string] $Heading, [string] $Text) {
        $section = [regex]::Match($page, "(?ms)^## $([regex]::Escape($Heading))\r?$.*?(?=^## |\z)").Value
        $blocks = @(Get-PowerShellBlock $section | Where-Object { $_.Contains($Text) })
        $blocks.Count | Should -Be 1
        [scriptblock]::Create($blocks[0])
    }
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'The recipe' {
    BeforeEach {
        Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
        $folder = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
        Disconnect-Sevu
    }

    It 'Why is this viewer rejected? shows the ticket, the reasons and the last rejections' {
        $shown = & (Get-Recipe 'Why is this viewer rejected?' 'Get-SevuTicket $key') | Out-String -Width 120
        $shown | Should -Match 'IPAddress +: (\e\[0m)?auto/24'
        $shown | Should -Match 'Invalid IP Address'
    }

    It 'Which tickets are shared? shows the shared ticket first, and only this one as suspected' {
        Set-Content tickets.txt $member, $guessed, $public, $shared
        $shown = & (Get-Recipe 'Which tickets are shared?' '$summaries = ') | Out-String -Width 120
        $shown -replace '\e\[[0-9;]*m' | Should -Match "(?s)---\s+$shared +\d+ +\d+ +\d+ True .*$member.*Key +: $shared"
        @([regex]::Matches($shown, 'SharingEvidence')).Count | Should -Be 1
    }

    It 'Whose attempt was it? puts the row of its ticket beside each attempt' {
        Set-Content tickets.csv 'Key,Customer', "$member,Ann", "$guessed,Bob", "$public,Cem"
        foreach ($way in '$rows', '-PipelineVariable') {
            $attempts = & (Get-Recipe 'Whose attempt was it?' $way)
            $attempts | Group-Object Customer | ForEach-Object { "$($_.Name) $($_.Count)" } | Sort-Object |
                Should -Be 'Ann 140', 'Bob 320', 'Cem 1500'
        }
    }

    It 'A CSV file that opens in Excel has no cell that runs as a formula, and is UTF-8 with a byte order mark' {
        Set-Content tickets.txt $shared, $hostile
        @(Get-SevuTicketAttempt $hostile | Where-Object { $_.PageUrl -match '^[=+@-]' }).Count | Should -BeGreaterThan 0
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            & (Get-Recipe 'A CSV file that opens in Excel' 'Export-Csv')
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        [System.IO.File]::ReadAllBytes("$folder/rejected.csv")[0..2] | Should -Be 0xEF, 0xBB, 0xBF
        $rows = Import-Csv rejected.csv -Delimiter ';' -Encoding UTF8
        $rows.Key | Sort-Object -Unique | Should -Be $shared, $hostile
        $rows.DateTimeUtc | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$'
        $rows.Success | Sort-Object -Unique | Should -Be 'False'
        @($rows | Where-Object { $_.PageUrl -match "^'[=+@-]" }).Count | Should -BeGreaterThan 0
        $rows | ForEach-Object { $_.PSObject.Properties.Value } | Where-Object { $_ -match '^[=+\-@\t\r\n]' } | Should -BeNullOrEmpty
    }

    It 'Tickets for a list of guests writes each row with its ticket, and names the row that was rejected' {
        Set-Content guests.csv @(
            'Name,Mail,Video,App,IPAddress,Uses,Expires'
            'Alice,a@example.com,event/*,acme-live,auto/24,5,2099-12-24T20:00:00Z'
            'Bob,b@example.com,event/*,acme-live,auto/24,many,2099-12-24T20:00:00Z'
            'Carol,c@example.com,event/*,acme-live,auto/24,7,2099-12-24T20:00:00Z'
        )
        $ErrorActionPreference = 'Continue'
        $failed = & (Get-Recipe 'Tickets for a list of guests' 'PipelineVariable') 2> $null
        $failed.Problem | Should -BeLike "Input 2, ticket for video 'event/*': Uses: 'many' is not a whole number.*"
        $rows = Import-Csv handout.csv -UseCulture -Encoding UTF8
        $rows.Name | Should -Be 'Alice', 'Carol'
        $rows.Mail | Should -Be 'a@example.com', 'c@example.com'
        foreach ($row in $rows) {
            $row.Expires | Should -Be '2099-12-24T20:00:00Z'
            $ticket = Get-SevuTicket $row.Key
            $ticket.Uses | Should -Be $(if ($row.Name -eq 'Alice') { 5 } else { 7 })
            [System.Net.NetworkCredential]::new('', $ticket.Password).Password | Should -BeExactly $row.Password
        }
    }
}

Describe 'The unattended script' {
    BeforeEach {
        $folder = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        Set-Content "$folder/Export-Rejected.ps1" (Get-Recipe 'A script that runs by itself' '# Export-Rejected.ps1')
        Get-SampleCredential | Export-Clixml "$folder/sevu.xml"
        Set-Content "$folder/tickets.txt" $shared, $guessed

        function Invoke-Script {
            # The culture th-TH has another calendar.
            Invoke-PowerShell -NoProfile -NonInteractive -Command @"
[cultureinfo]::CurrentCulture = 'th-TH'
Import-Module '$modulePath'
`$PSDefaultParameterValues['Connect-Sevu:Endpoint'] = '$($emulator.Endpoint)'
`$PSDefaultParameterValues['Connect-Sevu:MaximumRetryCount'] = 0
& '$folder/Export-Rejected.ps1' -Folder '$folder'
exit `$LASTEXITCODE
"@ *> $null
            $LASTEXITCODE
        }
        $yesterday = [datetime]::UtcNow.Date.AddDays(-1)
        $file = "$folder/rejected-$($yesterday.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)).csv"
    }

    It 'writes the attempts of yesterday, the same in each run, and returns exit code 0' {
        Invoke-Script | Should -Be 0
        $first = Get-Content -LiteralPath $file -Raw
        Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
        $expected = $shared, $guessed | Get-SevuTicketAttempt | Where-Object { -not $_.Success -and $_.DateTimeUtc -like "$($yesterday.ToString('yyyy-MM-dd'))*" }
        $expected.Count | Should -BeGreaterThan 10
        (Import-Csv $file).DateTimeUtc | Should -Be $expected.DateTimeUtc
        Invoke-Script | Should -Be 0
        Get-Content -LiteralPath $file -Raw | Should -BeExactly $first
        (Get-ChildItem $folder -Filter *.csv).Count | Should -Be 1
    }

    It 'returns exit code 1 and writes no CSV file if a ticket cannot be read' {
        Add-Content "$folder/tickets.txt" emulator.cut.3
        Invoke-Script | Should -Be 1
        $file | Should -Not -Exist
        Get-Content "$folder/error.log" -Raw | Should -Match "^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ .*emulator\.cut\.3"
    }

    It 'returns exit code 0 and writes a file if no attempt was rejected' {
        Set-Content "$folder/tickets.txt" $member
        Invoke-Script | Should -Be 0
        $file | Should -Exist
    }
}
