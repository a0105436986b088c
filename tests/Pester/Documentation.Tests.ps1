BeforeDiscovery {
    $repository = (Resolve-Path -LiteralPath "$PSScriptRoot/../..").Path
    $documents = @(Get-Item "$repository/*.md") + @(Get-ChildItem "$repository/docs" -Filter *.md) | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
    $pages = @(Get-Item "$repository/README.md") + @(Get-ChildItem "$repository/docs" -Filter *.md) | ForEach-Object {
        $text = Get-Content -LiteralPath $_.FullName -Raw
        $blocks = foreach ($block in [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```')) {
            @{ Line = ($text.Substring(0, $block.Index) -split '\n').Count; Code = $block.Groups[1].Value }
        }
        @{ Name = $_.Name; Blocks = @($blocks) }
    } | Where-Object { $_.Blocks }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1

    # The anchor that GitHub generates for a heading.
    function Get-Anchor([string] $Path) {
        [regex]::Matches((Get-Content -LiteralPath $Path -Raw), '(?m)^#+ +(.+?)\r?$').ForEach({
            $_.Groups[1].Value.ToLowerInvariant() -replace '[^\w\- ]' -replace ' ', '-'
        })
    }

    $sandbox = Join-Path $repository 'tests/ScaleEngine.Sevu.Sandbox/Session'
    $emulator = Start-Emulator
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'Every code block of <name>' -ForEach $pages {
    BeforeAll {
        # A session like that of the sandbox, with replacements for commands that this machine may lack.
        $session = [powershell]::Create()
        $previous = Get-Location
        $environment = @{
            SEVU_SANDBOX_FOLDER   = (New-Item "$TestDrive/$name" -ItemType Directory).FullName
            SEVU_SANDBOX_ENDPOINT = $emulator.Endpoint
            SEVU_SANDBOX_CDN      = '158'
            SEVU_SANDBOX_KEY      = (Get-SampleCredential).UserName
            SEVU_SANDBOX_SECRET   = (Get-SampleCredential).GetNetworkCredential().Password
            SEVU_API_KEY          = (Get-SampleCredential).UserName
            SEVU_API_SECRET       = (Get-SampleCredential).GetNetworkCredential().Password
            PSModulePath          = (Split-Path $modulePath), "$sandbox/Modules", $env:PSModulePath -join [System.IO.Path]::PathSeparator
        }
        $before = @{}
        foreach ($variable in $environment.Keys) {
            $before[$variable] = [System.Environment]::GetEnvironmentVariable($variable)
            [System.Environment]::SetEnvironmentVariable($variable, $environment[$variable])
        }

        # A code block that begins with the name of a script is saved as that script.
        function Invoke-Line([string] $Code) {
            if ($Code -match '^# ([\w-]+\.ps1)\r?\n') {
                Set-Content -LiteralPath (Join-Path $env:SEVU_SANDBOX_FOLDER $Matches[1]) $Code
                return
            }

            # What ends only with Ctrl+C is stopped after a while, statement by statement.
            $isEndless = $Code -match 'Attempt\b.* -Wait\b|Send-Rejected'
            $statements = if ($isEndless) { [scriptblock]::Create($Code).Ast.EndBlock.Statements.Extent.Text } else { $Code }
            foreach ($statement in $statements) {
                $session.Commands.Clear()
                $session.Streams.ClearStreams()
                $null = $session.AddScript($statement)
                if ($isEndless) {
                    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
                    $running = $session.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
                    if (-not $running.AsyncWaitHandle.WaitOne(5000)) { $session.Stop() }
                    $output | Out-String
                }
                else {
                    $session.Invoke() | Out-String
                }
                $session.Streams.Error | ForEach-Object { throw $_ }
            }
        }

        Copy-Item "$repository/docs/runbooks/*.ps1" $env:SEVU_SANDBOX_FOLDER
        $null = Invoke-Line ". '$sandbox/Start.ps1'"
        $null = Invoke-Line (Get-Content "$PSScriptRoot/StandIns.ps1" -Raw)
    }

    AfterAll {
        $session.Dispose()
        foreach ($variable in $before.Keys) { [System.Environment]::SetEnvironmentVariable($variable, $before[$variable]) }
        Set-Location $previous
    }

    It 'runs: line <line>' -ForEach $blocks {
        Skip-Unless ($PSVersionTable.PSVersion.Major -ge 7) 'some code blocks are for PowerShell 7'
        { Invoke-Line $code } | Should -Not -Throw
    }
}

Describe 'Each Export-Csv of <name>' -ForEach $pages {
    It 'has an -Encoding, because the default of Windows PowerShell 5.1 is ASCII' {
        foreach ($block in $blocks) {
            $ast = [scriptblock]::Create($block.Code).Ast
            foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                if ($command.GetCommandName() -eq 'Export-Csv') {
                    $command.CommandElements.ParameterName | Should -Contain Encoding -Because "of line $($block.Line)"
                }
            }
        }
    }
}

Describe 'The first code block of README' {
    It 'has commands that all have output' {
        Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
        Push-Location "$sandbox/Files"
        try {
            $block = @(Get-PowerShellBlock (Get-Content -LiteralPath "$repository/README.md" -Raw))[0]
            $commands = [scriptblock]::Create($block).Ast.EndBlock.Statements
            $commands | Should -HaveCount 6
            foreach ($command in $commands) { & ([scriptblock]::Create($command)) | Should -Not -BeNullOrEmpty -Because $command }
        }
        finally {
            Pop-Location
            Disconnect-Sevu
        }
    }
}

Describe 'The words of <name>' -ForEach ($documents | Where-Object Name -ne 'CHANGELOG.md') {
    It 'call an attempt rejected, and only a connection refused' {
        # The synopsis of Get-SevuTicketAttempt keeps its first wording.
        $text = (Get-Content -LiteralPath $path) -replace 'ConnectionRefused|refused (the )?connection|and why it was refused\.$'
        $text -match 'refus' | Should -BeNullOrEmpty
    }
}

Describe 'Every link of <name>' -ForEach $documents {
    It 'has a target' {
        $broken = foreach ($match in [regex]::Matches((Get-Content -LiteralPath $path -Raw), '\]\((?!https?:)([^)#\s]*)(#[^)\s]+)?\)')) {
            $target = if ($match.Groups[1].Value) { Join-Path (Split-Path $path) $match.Groups[1].Value } else { $path }
            if (-not (Test-Path -LiteralPath $target)) { $match.Value }
            elseif ($match.Groups[2].Value -and $match.Groups[2].Value.TrimStart('#') -notin (Get-Anchor $target)) { $match.Value }
        }
        $broken | Should -BeNullOrEmpty
    }
}
