BeforeDiscovery {
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $shown = @(
        @{ What = 'attempts'; Command = "Get-SevuTicketAttempt $shared | Select-Object -First 5" }
        @{ What = 'summaries'; Command = "Get-SevuTicketAttempt $shared, press.5a0913ba7ec2d8.84450213 | Measure-SevuTicketAttempt -Key unused" }
        @{ What = 'a ticket'; Command = "Get-SevuTicket $shared" }
        @{ What = 'a response'; Command = 'Invoke-SevuCommand usage.summary' }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $hostile = 'press.5a0913ba7ec2d8.84450213'
    $dangerous = '[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]'
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint

    # Objects as a job, a session or a file returns them.
    function Copy-Object($Object) {
        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Object, 3))
    }

    # Shows an object in a session with this language mode from the start, and returns the text without colors.
    function Show-InSession([string] $LanguageMode, $Object, [string] $View = 'Out-Default', [hashtable] $With = @{}) {
        $state = [initialsessionstate]::CreateDefault()
        $state.LanguageMode = $LanguageMode
        $state.ThrowOnRunspaceOpenError = $true
        $state.ImportPSModule([string[]]$modulePath)
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        try {
            $null = if ($View -ne 'Out-Default') { $shell.AddCommand($View).AddParameters($With) }
            $null = $shell.AddCommand('Out-String').AddParameter('Width', 300)
            $text = $shell.Invoke(@($Object)) -join ''
            $shell.Streams.Error | Should -BeNullOrEmpty
            $text -replace '\e\[[0-9;]*m'
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'The views in <mode>' -ForEach @(@{ Mode = 'ConstrainedLanguage' }, @{ Mode = 'NoLanguage' }) {
    It 'show <what> as in any session' -ForEach $shown {
        $object = & ([scriptblock]::Create($command))
        foreach ($view in 'Out-Default', 'Format-List') {
            $text = Show-InSession $mode $object $view
            $text | Should -Be (Show-InSession FullLanguage $object $view)
            Show-InSession $mode (Copy-Object $object) $view | Should -Be $text
        }
    }

    It 'show the ticket of an attempt in a column' {
        $attempts = Get-SevuTicketAttempt $shared | Select-Object -First 5
        $text = Show-InSession $mode $attempts Format-Table @{ View = 'TicketColumn' }
        $text | Should -Match "(?m)^DateTime +Success +Reason +Ticket +IPAddress"
        [regex]::Matches($text, "Success +$shared +203\.0\.113\.24 ").Count | Should -Be 5
        Show-InSession $mode (Copy-Object $attempts) Format-Table @{ View = 'TicketColumn' } | Should -Be $text
    }

    It 'show whether a ticket is active' {
        $tickets = $shared, 'weekpass.59f1d2c8e4b7a3.90416372', 'trial.59fe0b6aa93c17.40288415' | Get-SevuTicket
        $text = Show-InSession $mode $tickets
        $text | Should -Match '(?s) Active +500 .* Expired +unlimited +2.* Revoked +unlimited '
        Show-InSession $mode (Copy-Object $tickets) | Should -Be $text
    }

    It 'show every cell of an attempt and a ticket' {
        $attempt = Get-SevuTicketAttempt $shared | Where-Object Reason -eq 'Invalid IP Address' | Select-Object -First 1
        $table = Show-InSession $mode $attempt
        $list = Show-InSession $mode $attempt Format-List
        foreach ($property in $attempt.PSObject.Properties | Where-Object Name -ne DateTime) {
            $list | Should -Match "(?m)^$($property.Name) +: $([regex]::Escape($property.Value))\r?$"
        }
        $local = $attempt.DateTime.ToString('yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture)
        $list | Should -Match "(?m)^DateTime +: $local\r?$"
        $address = [regex]::Escape($attempt.IPAddress)
        # The beginning of the last cell, because Windows PowerShell cuts it, at any width.
        $table | Should -Match "$local +False +Invalid IP Address +$address +$([regex]::Escape($attempt.Video)) +$($attempt.App.Substring(0, 3))"
        $table | Should -Match "Ticket: $shared"
        Show-InSession $mode (Get-SevuTicket $shared) Format-List | Should -Match '(?s)Created +: \d{4}-.*Used +: \d{4}-.*Password +: \*{8}'
    }

    It 'replace control characters in untrusted text' {
        $attempts = Get-SevuTicketAttempt $hostile
        $attempts.Video -join '' | Should -Match $dangerous
        # U+FFFE and U+FFFF cannot be copied.
        $copied = Copy-Object ($attempts | Where-Object { "$($_.Video)$($_.PageUrl)$($_.ReferrerUrl)" -notmatch '[\ufffe\uffff]' })
        $copied.Video -join '' | Should -Match $dangerous
        foreach ($copy in $attempts, $copied) {
            foreach ($view in 'Out-Default', 'Format-List', 'Format-Table') {
                $with = if ($view -eq 'Format-Table') { @{ View = 'TicketColumn' } } else { @{} }
                $text = Show-InSession $mode $copy $view $with
                $text | Should -Not -Match $dangerous
                $text | Should -Match 'press\.'
            }
        }
        $response = Invoke-SevuCommand sevu.errorlog -Parameter @{ key = $hostile }
        Show-InSession $mode $response | Should -Not -Match $dangerous
    }
}

Describe 'A session that becomes constrained' {
    It 'imports the module and shows its tables' {
        $shown = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @"
`$attempts = Get-SevuTicketAttempt emulator.attempts.3
Remove-Module ScaleEngine.Sevu
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
Import-Module '$modulePath'
`$attempts | Out-String -Width 120
`$Error | Out-String
"@
        $shown -join "`n" | Should -Match '(?s)Ticket: emulator\.attempts\.3.*event/'
        $shown -join "`n" | Should -Not -Match 'Constrained|Cannot'
    }
}

Describe 'The hidden properties of the views' {
    It 'are not in <what>, nor in a copy' -ForEach $shown {
        $object = & ([scriptblock]::Create($command)) | Select-Object -First 1
        foreach ($copy in $object, (Copy-Object $object), (Copy-Object (Copy-Object $object))) {
            @(
                $copy | ConvertTo-Csv
                $copy | ConvertTo-Json -Depth 5
                $copy | ConvertTo-Html
                ($copy | ConvertTo-Xml -Depth 5).OuterXml
                $copy | Select-Object * | Out-String
                $copy | Format-List * | Out-String
                $copy | Format-Table * | Out-String
                $copy | Get-Member | Out-String
                $copy.PSObject.Properties.Name
                [System.Management.Automation.PSSerializer]::Serialize($copy, 3)
            ) -match 'Shown' | Should -BeNullOrEmpty
            $copy.PSObject.Properties.Name | Should -Not -Contain Ticket
            $copy | Get-Member Ticket | Should -BeNullOrEmpty
        }
    }

    It 'do not keep what was added to <what> out of a copy' -ForEach $shown {
        $object = & ([scriptblock]::Create($command)) | Select-Object -First 1
        $object | Add-Member Note added
        $copy = Copy-Object $object
        $copy | Add-Member More later
        $second = Copy-Object $copy
        $second.Note, $second.More | Should -Be added, later
        ($second.PSObject.Properties.Name | Sort-Object) | Should -Be (@($object.PSObject.Properties.Name) + 'More' | Sort-Object)
    }
}
