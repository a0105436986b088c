# Kills: how often a run is killed. A longer run: New-PesterContainer -Path Bookmark.Tests.ps1 -Data @{ Kills = 200 }.
param([int] $Kills = 4)

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
    $folder = (New-Item "$TestDrive/bookmark" -ItemType Directory).FullName
    $bookmark = Join-Path $folder 'sevu.json'
    $written = Join-Path $folder 'written.txt'
    $key = (New-SevuTicket 'event/main-stage' acme-live).Key

    # Runs without end, and notes each attempt, and each run that has moved the bookmark.
    function Start-Run {
        $script = @"
. '$PSScriptRoot/Common.ps1'
Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $($emulator.Endpoint)
while (`$true) {
    Get-SevuTicketAttempt '$key' -Bookmark '$bookmark' | ForEach-Object { [System.IO.File]::AppendAllText('$written', `$_.IPAddress + [char]10) }
    [System.IO.File]::AppendAllText('$written', 'moved' + [char]10)
}
"@
        $program = (Get-Process -Id $PID).Path
        $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($script))
        $arguments = "-NoProfile -NonInteractive -EncodedCommand $encoded"
        if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { $arguments = "`"$PSHOME/pwsh.dll`" $arguments" }
        $start = [System.Diagnostics.ProcessStartInfo]::new($program, $arguments)
        $start.UseShellExecute = $false
        [System.Diagnostics.Process]::Start($start)
    }

    # On Windows, the run could not write while another reader has the file for itself.
    function Get-Line {
        if (Test-Path $written) {
            $reader = [System.IO.StreamReader]::new([System.IO.FileStream]::new($written, 'Open', 'Read', 'ReadWrite'))
            try { $reader.ReadToEnd() -split "`n" -ne '' } finally { $reader.Dispose() }
        }
    }
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'A bookmark' {
    It 'survives a kill at any moment: nothing is lost, and only what the killed run returned comes again' {
        $random = [System.Random]::new()
        $entered = [System.Collections.Generic.List[string]]::new()
        foreach ($kill in 1..$Kills) {
            $before = @(Get-Line).Count
            $run = Start-Run
            while (@(Get-Line).Count -le $before) {
                $run.HasExited | Should -BeFalse
                Start-Sleep -Milliseconds 20
            }

            foreach ($viewer in 1..$random.Next(1, 30)) {
                $entered.Add("10.$kill.$viewer.$($random.Next(256))")
                $null = Invoke-Viewer $emulator @{ Key = $key; Password = 'wrong' } $entered[$entered.Count - 1]
            }

            Start-Sleep -Milliseconds $random.Next(40)
            $run.Kill()
            $run.WaitForExit()
        }

        Get-SevuTicketAttempt $key -Bookmark $bookmark | ForEach-Object { [System.IO.File]::AppendAllText($written, $_.IPAddress + [char]10) }
        $lines = @(Get-Line)
        Compare-Object ($lines -ne 'moved' | Sort-Object -Unique) ($entered | Sort-Object) | Should -BeNullOrEmpty

        $moved = @{}
        $running = @()
        foreach ($line in $lines) {
            if ($line -eq 'moved') {
                $running | ForEach-Object { $moved[$_] = $true }
                $running = @()
            }
            else {
                $moved.ContainsKey($line) | Should -BeFalse -Because "$line came again after the bookmark had moved"
                $running += $line
            }
        }
    }
}
