BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/LocalServer.ps1
    $emulator = Start-Emulator
    $guessed = 'vip.5a0a12cf44e9b0.58217746'
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $page = Get-Content -LiteralPath (Join-Path $repository 'docs/Following.md') -Raw

    # Saves a script of the page beside its credential and its tickets.
    function Save-Script([string] $Name, [string[]] $Ticket) {
        $code = @(Get-PowerShellBlock $page | Where-Object { $_.StartsWith("# $Name`n") -or $_.StartsWith("# $Name`r") })
        $code.Count | Should -Be 1
        Set-Content "$folder/$Name" $code[0]
        Get-SampleCredential | Export-Clixml "$folder/sevu.xml"
        Set-Content "$folder/tickets.txt" $Ticket
    }

    # Starts a script in a process of its own, connected to the emulator.
    function Start-Script([string] $Name, [string] $Parameters) {
        Set-Content "$folder/start.ps1" @"
`$env:PSModulePath = '$(Split-Path $modulePath)' + [System.IO.Path]::PathSeparator + `$env:PSModulePath
Import-Module '$modulePath'
`$PSDefaultParameterValues['Connect-Sevu:Endpoint'] = '$($emulator.Endpoint)'
& '$folder/$Name' $Parameters
exit `$LASTEXITCODE
"@
        $program = (Get-Process -Id $PID).Path
        $first = if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { "`"$PSHOME/pwsh.dll`"" }
        $start = [System.Diagnostics.ProcessStartInfo]::new($program, "$first -NoProfile -NonInteractive -File `"$folder/start.ps1`"")
        $start.UseShellExecute = $false
        [System.Diagnostics.Process]::Start($start)
    }

    function Stop-Script($Process) {
        if (-not $Process.HasExited) { $Process.Kill() }
        $Process.WaitForExit()
    }

    function Wait-Until([scriptblock] $Condition) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Condition)) {
            if ($clock.Elapsed.TotalSeconds -gt 90) { throw "Did not happen in time: $Condition" }
            Start-Sleep -Milliseconds 100
        }
    }

    function New-BoundTicket { New-SevuTicket 'event/*' acme-live -IPAddress 192.0.2.0/24 }
    function Add-RejectedAttempt($Ticket, $IPAddress = '198.51.100.7') { Invoke-Viewer $emulator $Ticket $IPAddress | Should -Be 'Invalid IP Address' }
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'The page Following' {
    BeforeEach {
        Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
        $folder = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
        Disconnect-Sevu
    }

    It 'says truly that the bookmark moves once the pipeline has taken everything: <name>' -ForEach @(
        @{ Name = 'a complete run'; Moves = $true; Take = { process { } } }
        @{ Name = 'an error in a process block'; Moves = $false; Take = { process { throw 'no' } } }
        @{ Name = 'an error in an end block, which it cannot see'; Moves = $true; Take = { end { throw 'no' } } }
    ) {
        try { Get-SevuTicketAttempt $guessed -Bookmark sevu.json | & $take } catch { "$_" | Should -Be 'no' }
        Test-Path sevu.json | Should -Be $moves
    }

    It 'says truly that Select-Object -First leaves the bookmark, and which files are beside it' {
        $null = Get-SevuTicketAttempt $guessed -Bookmark sevu.json | Select-Object -First 3
        (Get-ChildItem).Name | Should -Be 'sevu.json.lock'
        $all = @(Get-SevuTicketAttempt $guessed -Bookmark sevu.json | ForEach-Object {
            Get-Content sevu.json.lock.txt -Raw | Should -BeLike "process $PID *"
            $_
        })
        $all.Count | Should -Be 320
        (Get-ChildItem).Name | Should -Be 'sevu.json', 'sevu.json.lock'
        Get-SevuTicketAttempt $guessed -Bookmark sevu.json | Should -BeNullOrEmpty
    }

    It 'says truly how large a bookmark is' {
        $null = Get-SevuTicketAttempt $guessed -Bookmark one.json
        $null = $guessed, $shared | Get-SevuTicketAttempt -Bookmark two.json
        $text = Get-Content two.json -Raw
        $returned = [regex]::Matches($text, '"\d{4}-[^"]*Z [0-9a-f]{32} \d+",?')
        $returned.Count | Should -BeGreaterThan 0
        $returned | ForEach-Object { $_.Length | Should -BeIn 57, 58 }
        (Get-Item two.json).Length - (Get-Item one.json).Length | Should -BeLessThan (95 + 58 * $returned.Count)
    }

    It 'has unit files that systemd accepts' {
        Skip-Unless (Get-Command systemd-analyze -ErrorAction Ignore) 'this machine has no systemd'
        $units = [regex]::Matches($page, '(?ms)`/etc/systemd/system/([\w.-]+)`[^`]*?```ini\r?\n(.*?)```')
        $units.Count | Should -Be 3
        # The program is not here, and systemd looks for it.
        $units | ForEach-Object { Set-Content $_.Groups[1].Value ($_.Groups[2].Value -replace '/usr/bin/pwsh', '/bin/sh') }
        $output = systemd-analyze verify (Get-ChildItem).FullName 2>&1
        $LASTEXITCODE | Should -Be 0
        $output | Where-Object { "$_" -match 'sevu' } | Should -BeNullOrEmpty
    }
}

Describe 'Export-New.ps1' {
    BeforeEach {
        Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
        $folder = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        $new = (New-Item "$folder/new" -ItemType Directory).FullName
        $ticket = New-BoundTicket
        Save-Script Export-New.ps1 $ticket.Key, $guessed
        $PSDefaultParameterValues['Connect-Sevu:Endpoint'] = $emulator.Endpoint

        # Replace the commands of the script, to stop it before any of them.
        $steps = @{ Left = 0 }
        function Step { if (--$steps.Left -eq 0) { throw 'The run is stopped.' } }
        function New-Item { Step; Microsoft.PowerShell.Management\New-Item @args }
        function Copy-Item { Step; Microsoft.PowerShell.Management\Copy-Item @args }
        function Export-Csv { begin { Step; $rows = @() } process { $rows += $_ } end { $rows | Microsoft.PowerShell.Utility\Export-Csv @args; Step } }
        function Remove-Item { Step; Microsoft.PowerShell.Management\Remove-Item @args }
        function Move-Item { Step; Microsoft.PowerShell.Management\Move-Item @args; Step }

        function Export-New { & "$folder/Export-New.ps1" -Folder $new }
        function Get-Taken { Get-ChildItem "$new/run-*" | ForEach-Object { Import-Csv "$($_.FullName)/attempts.csv" } }
    }

    AfterEach {
        $PSDefaultParameterValues.Remove('Connect-Sevu:Endpoint')
        Disconnect-Sevu
    }

    It 'has each attempt once, wherever a run is stopped' {
        $expected = @((Get-SevuTicketAttempt $guessed -Rejected).IPAddress)
        foreach ($run in 0..12) {
            Add-RejectedAttempt $ticket "198.51.100.$run"
            $expected += "198.51.100.$run"
            $steps.Left = $run
            Export-New
        }

        $steps.Left = 0
        Export-New
        $stopped = @(Get-Content "$new/error.log")
        $stopped | Should -Match 'The run is stopped\.$'
        $stopped.Count | Should -BeGreaterThan 5
        (Get-Taken).IPAddress | Sort-Object | Should -Be ($expected | Sort-Object)
        (Get-ChildItem $new -Exclude run-*).Name | Should -Be 'error.log', 'export.lock'
        (Get-ChildItem "$new/run-000001").Name | Should -Be 'attempts.csv', 'bookmark.json'
    }

    It 'leaves out what was read of a ticket that is cut short, says so, and continues with the others' {
        Set-Content "$folder/tickets.txt" 'emulator.cut.30', $ticket.Key
        Add-RejectedAttempt $ticket
        Export-New
        $LASTEXITCODE | Should -Be 1
        Get-Content "$new/error.log" -Raw | Should -Match 'Left for the next run: .*emulator\.cut\.30'
        (Get-Taken).Key | Should -Be $ticket.Key
    }

    It 'makes no folder if no ticket can be read, nor while another run is active' {
        Set-Content "$folder/tickets.txt" 'emulator.code.9'
        Export-New
        $LASTEXITCODE | Should -Be 1
        Get-Content "$new/error.log" -Raw | Should -Match 'No ticket could be read\..*emulator\.code\.9'
        $other = [System.IO.File]::Open("$new/export.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { Export-New } finally { $other.Dispose() }
        (Get-Content "$new/error.log")[-1] | Should -Match 'export\.lock'
        Get-ChildItem "$new/run-*" | Should -BeNullOrEmpty
    }
}

Describe 'A script that follows' {
    BeforeEach {
        Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
        $folder = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        $ticket = New-BoundTicket
    }

    AfterEach {
        if ($script) { Stop-Script $script }
        if ($server) { Stop-LocalServer $server }
        $script = $server = $null
        Disconnect-Sevu
    }

    It 'Write-JsonLines.ps1 writes each attempt at once, and loses nothing when it is killed' {
        Save-Script Write-JsonLines.ps1 $ticket.Key
        function Get-Line { if (Test-Path "$folder/attempts.jsonl") { [System.IO.File]::ReadAllLines("$folder/attempts.jsonl") | ConvertFrom-Json } }
        Add-RejectedAttempt $ticket 198.51.100.1
        $script = Start-Script Write-JsonLines.ps1 "-Folder '$folder' -PollIntervalSec 1"
        Wait-Until { @(Get-Line).Count -ge 1 }
        Add-RejectedAttempt $ticket 198.51.100.2
        Wait-Until { @(Get-Line).Count -ge 2 }
        Stop-Script $script
        Add-RejectedAttempt $ticket 198.51.100.3
        $script = Start-Script Write-JsonLines.ps1 "-Folder '$folder' -PollIntervalSec 1"
        Wait-Until { (Get-Line).IPAddress -contains '198.51.100.3' }
        (Get-Line).IPAddress | Select-Object -Unique | Should -Be '198.51.100.1', '198.51.100.2', '198.51.100.3'
        [System.IO.File]::ReadAllBytes("$folder/attempts.jsonl")[0] | Should -Be ([byte][char]'{')
        (Get-Line)[0].Key | Should -Be $ticket.Key
    }

    It 'Write-JsonLines.ps1 ends with exit code 1 if the credentials are wrong' {
        Save-Script Write-JsonLines.ps1 $ticket.Key
        [pscredential]::new('wrong', (Get-SampleCredential).Password) | Export-Clixml "$folder/sevu.xml"
        $script = Start-Script Write-JsonLines.ps1 "-Folder '$folder'"
        $script.WaitForExit(90000) | Should -BeTrue
        $script.ExitCode | Should -Be 1
    }

    It 'Send-Rejected.ps1 sends many attempts as one message, keeps the count while <kind> fails, and sends nothing that acts' -ForEach @(
        @{ Kind = 'Slack' }
        @{ Kind = 'Teams' }
    ) {
        $posts = [System.Collections.ArrayList]::Synchronized([System.Collections.ArrayList]::new())
        $state = [hashtable]::Synchronized(@{ Posts = $posts; Status = 500 })
        $server = Start-LocalServer -State $state {
            param($request)
            $null = $State.Posts.Add($request)
            @{ Status = $State.Status; Body = 'ok' }
        }
        Save-Script Send-Rejected.ps1 $ticket.Key
        Add-RejectedAttempt $ticket
        $script = Start-Script Send-Rejected.ps1 "-Webhook $($server.Url) -Kind $kind -IntervalSec 1"
        # The first reading has no output: try until one is new.
        Wait-Until { Add-RejectedAttempt $ticket '203.0.113.1'; $posts.Count -ge 1 }
        foreach ($address in 1..50) { Add-RejectedAttempt $ticket "203.0.113.$address" }
        Wait-Until { "$($posts[-1].Body)" -match 'Rejected:\D*(\d+) x' -and [int]$Matches[1] -ge 50 }
        $state.Status = 200
        $failed = $posts.Count
        Wait-Until { $posts.Count -gt $failed }
        Start-Sleep 3
        $posts.Count | Should -BeLessOrEqual ($failed + 1)
        $posts[-1].ContentType | Should -BeLike 'application/json*'
        $message = ConvertFrom-Json $posts[-1].Body
        $text = if ($kind -eq 'Slack') { $message.text } else { $message.attachments[0].content.body[0].text }
        $text | Should -Match "^Rejected:\n\n- \d+ x $([regex]::Escape($ticket.Key)): Invalid IP Address$"
    }
}
