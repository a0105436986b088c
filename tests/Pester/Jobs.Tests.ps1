BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $endpoint = $emulator.Endpoint
    $credential = Get-SampleCredential
    $connection = Connect-Sevu -CdnId 158 -Credential $credential -Endpoint $endpoint -PassThru

    # These include attempts without a time, and control characters in untrusted text.
    $keys = @(
        'legacy.4b1d90aa3c55e2.70091864', 'press.5a0913ba7ec2d8.84450213', 'campus.5a08f4e1960ab7.15073398'
        'weekpass.59f1d2c8e4b7a3.90416372', 'spare.5a0c52f8b7d316.32951408'
    )
    $attempts = @($keys | Get-SevuTicketAttempt)

    # The properties that remoting adds to an object.
    $remotingProperties = 'PSComputerName', 'PSShowComputerName', 'PSSourceJobInstanceId', 'RunspaceId'

    function Get-Plain([securestring] $Secret) {
        [System.Net.NetworkCredential]::new('', $Secret).Password
    }

    # The type and the value as text. A time is compared in UTC.
    function Get-Fingerprint($Value) {
        if ($null -eq $Value) { return 'null' }
        $text = if ($Value -is [datetime]) { "$($Value.Kind) $($Value.ToUniversalTime().ToString('o'))" }
        elseif ($Value -is [securestring]) { Get-Plain $Value }
        else { "$Value" }
        "$($Value.GetType()) $text"
    }

    # Compares objects property by property, and returns a line for each difference.
    function Get-Difference([object[]] $Actual, [object[]] $Expected) {
        if ($Actual.Count -ne $Expected.Count) { return "$($Actual.Count) objects, not $($Expected.Count)" }
        for ($i = 0; $i -lt $Expected.Count; $i++) {
            $names = @($Expected[$i].PSObject.Properties.Name)
            $actualNames = @($Actual[$i].PSObject.Properties.Name | Where-Object { $_ -notin $remotingProperties })
            if ("$actualNames" -cne "$names") { "[$i] has $actualNames" }
            foreach ($name in $names) {
                $is = Get-Fingerprint $Actual[$i].$name
                $should = Get-Fingerprint $Expected[$i].$name
                if ($is -cne $should) { "[$i].$name is $is, not $should" }
            }
        }
    }
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'The objects these tests compare' {
    It 'have times and null, normal text and control characters' {
        $attempts.Count | Should -BeGreaterThan 400
        @($attempts | Where-Object { $null -eq $_.DateTime }).Count | Should -Be 1
        $attempts.PageUrl -join '' | Should -Match '[\u0000-\u0008]'
    }

    It 'are different if a value or its type is' {
        Get-Difference $attempts[1, 2] $attempts[1, 2] | Should -BeNullOrEmpty
        @(Get-Difference $attempts[1] $attempts[2]) -match '\.DateTimeUtc is' | Should -HaveCount 1
        $copy = $attempts[1] | Select-Object *
        $copy.Success = "$($copy.Success)"
        Get-Difference $copy $attempts[1] | Should -Match '^\[0\]\.Success is string True, not bool True$'
        Get-Difference $attempts[1] $attempts[1, 2] | Should -Be '1 objects, not 2'
    }
}

Describe 'Start-Job' {
    It 'accepts the credential with -ArgumentList and returns every value' {
        $job = Start-Job -ScriptBlock {
            param($module, [pscredential] $credential, $endpoint, $keys)
            Import-Module $module
            Connect-Sevu -CdnId 158 -Credential $credential -Endpoint $endpoint
            $keys | Get-SevuTicketAttempt
        } -ArgumentList $modulePath, $credential, $endpoint, $keys
        $received = $job | Receive-Job -Wait -AutoRemoveJob
        $received[0].PSTypeNames | Should -Contain 'Deserialized.ScaleEngine.Sevu.TicketAttempt'
        Get-Difference $received $attempts | Should -BeNullOrEmpty
    }

    It 'accepts the credential with $using: and returns every value' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:modulePath
            Connect-Sevu -CdnId 158 -Credential $using:credential -Endpoint $using:endpoint
            $using:keys | Get-SevuTicketAttempt
        }
        Get-Difference ($job | Receive-Job -Wait -AutoRemoveJob) $attempts | Should -BeNullOrEmpty
    }

    It 'returns objects that <view> shows like live objects' -ForEach @(@{ View = 'Format-Table' }, @{ View = 'Format-List' }) {
        $received = Start-Job -ScriptBlock {
            Import-Module $using:modulePath
            Connect-Sevu -CdnId 158 -Credential $using:credential -Endpoint $using:endpoint
            $using:keys | Get-SevuTicketAttempt
        } | Receive-Job -Wait -AutoRemoveJob
        $shown = $received | & $view | Out-String -Width 120
        $shown | Should -Match 'IPAddress'
        $shown | Should -BeExactly ($attempts | & $view | Out-String -Width 120)
    }

    It 'returns the same times, and the same table, from <timeZone> and <culture>' -ForEach @(
        @{ TimeZone = 'America/New_York'; Culture = 'en-US' }
        @{ TimeZone = 'Asia/Kolkata'; Culture = 'de-DE' }
        @{ TimeZone = 'Pacific/Kiritimati'; Culture = 'ar-SA' }
    ) {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        $previous = $env:TZ
        $env:TZ = $timeZone
        try {
            $job = Start-Job -ScriptBlock {
                [cultureinfo]::CurrentCulture = $using:culture
                [timezoneinfo]::Local.Id
                [cultureinfo]::CurrentCulture.Name
                Import-Module $using:modulePath
                Connect-Sevu -CdnId 158 -Credential $using:credential -Endpoint $using:endpoint
                $using:keys | Get-SevuTicketAttempt
            }
            $zone, $name, $received = $job | Receive-Job -Wait -AutoRemoveJob
        }
        finally {
            $env:TZ = $previous
        }

        $zone | Should -Be $timeZone
        $name | Should -Be $culture
        Get-Difference $received $attempts | Should -BeNullOrEmpty
        $received | Out-String -Width 120 | Should -BeExactly ($attempts | Out-String -Width 120)
    }

    It 'returns the errors of each part of the list separately from the output' {
        $jobs = foreach ($part in @('emulator.attempts.2', 'emulator.http.404'), @('emulator.cut.3', 'emulator.attempts.1')) {
            Start-Job -ScriptBlock {
                Import-Module $using:modulePath
                Connect-Sevu -CdnId 158 -Credential $using:credential -Endpoint $using:endpoint
                $using:part | Get-SevuTicketAttempt
            }
        }
        $received = $jobs | Receive-Job -Wait -AutoRemoveJob -ErrorVariable failed -ErrorAction SilentlyContinue
        $received | Should -HaveCount 6
        $failed | ForEach-Object { "$($_.TargetObject) $($_.FullyQualifiedErrorId -replace ',.*')" } | Sort-Object |
            Should -Be 'emulator.cut.3 Sevu.Incomplete', 'emulator.http.404 Sevu.Http.404'
    }

    It 'rejects a connection from another process' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:modulePath
            Get-SevuTicketAttempt emulator.attempts.1 -Connection $using:connection
        }
        { $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop } | Should -Throw '*Deserialized.ScaleEngine.Sevu.SevuConnection*'
    }
}

Describe 'Start-ThreadJob' {
    BeforeEach {
        Skip-Unless (Get-Command Start-ThreadJob -ErrorAction Ignore) 'Microsoft.PowerShell.ThreadJob is not installed'
    }

    It 'accepts the connection and returns live objects' {
        $received = Start-ThreadJob -ScriptBlock {
            Import-Module $using:modulePath
            $using:keys | Get-SevuTicketAttempt -Connection $using:connection
        } | Receive-Job -Wait -AutoRemoveJob
        $received[0] | Should -BeOfType ScaleEngine.Sevu.TicketAttempt
        Get-Difference $received $attempts | Should -BeNullOrEmpty
    }

    It 'starts without a current connection' {
        $job = Start-ThreadJob -ScriptBlock {
            Import-Module $using:modulePath
            Get-SevuConnection
        }
        { $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop } | Should -Throw -ErrorId 'Sevu.NotConnected,*'
    }

    It 'shares one connection between two concurrent jobs' {
        $jobs = foreach ($delay in 2000, 2001) {
            Start-ThreadJob -ScriptBlock {
                Import-Module $using:modulePath
                $begin = Get-Date
                $read = @($using:keys; "emulator.delay.$using:delay") | Get-SevuTicketAttempt -Connection $using:connection
                [pscustomobject]@{ Begin = $begin; End = Get-Date; Read = $read }
            }
        }
        $results = $jobs | Receive-Job -Wait -AutoRemoveJob
        $results | Should -HaveCount 2
        ($results.Begin | Sort-Object)[1] | Should -BeLessThan ($results.End | Sort-Object)[0]
        foreach ($result in $results) {
            $result.Read | Where-Object Key -Like emulator.delay.* | Should -HaveCount 3
            Get-Difference ($result.Read | Where-Object Key -NotLike emulator.delay.*) $attempts | Should -BeNullOrEmpty
        }
    }
}

Describe 'ForEach-Object -Parallel' {
    BeforeEach {
        Skip-Unless ($PSVersionTable.PSVersion.Major -ge 7) 'ForEach-Object -Parallel needs PowerShell 7'
    }

    It 'shares the connection with $using: and returns live objects' {
        $received = $keys | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:modulePath
            Get-SevuTicketAttempt $_ -Connection $using:connection
        }
        $received | ForEach-Object { $_ | Should -BeOfType ScaleEngine.Sevu.TicketAttempt }
        # A ticket's attempts stay in order; the tickets arrive in the order in which they are read.
        $ordered = foreach ($key in $keys) { $received | Where-Object Key -EQ $key }
        Get-Difference $ordered $attempts | Should -BeNullOrEmpty
    }
}

Describe 'Export-Clixml' {
    BeforeAll {
        # PowerShell cannot write U+FFFE and U+FFFF to such a file: it is truncated there.
        $isWritable = { "$($_.Video)$($_.PageUrl)$($_.ReferrerUrl)" -notmatch '[\ufffe\uffff]' }
        $writable = @($attempts | Where-Object $isWritable)
        $tickets = @('weekpass.59f1d2c8e4b7a3.90416372', 'trial.59fe0b6aa93c17.40288415' | Get-SevuTicket)
    }

    It 'keeps every value of the attempts, and their <view>' -ForEach @(@{ View = 'Format-Table' }, @{ View = 'Format-List' }) {
        $writable.PageUrl -join '' | Should -Match '[\u0000-\u0008]'
        $writable | Export-Clixml "$TestDrive/attempts.xml"
        $imported = Import-Clixml "$TestDrive/attempts.xml"
        $imported[0].PSTypeNames | Should -Contain 'Deserialized.ScaleEngine.Sevu.TicketAttempt'
        Get-Difference $imported $writable | Should -BeNullOrEmpty
        $imported | & $view | Out-String -Width 120 | Should -BeExactly ($writable | & $view | Out-String -Width 120)
    }

    It 'keeps every value of the tickets, and their <view>' -ForEach @(@{ View = 'Format-Table' }, @{ View = 'Format-List' }) {
        $tickets.Active | Should -Contain $false
        $tickets | Where-Object Used | Should -Not -BeNullOrEmpty
        $tickets | Where-Object Expires | Should -Not -BeNullOrEmpty
        $tickets | Export-Clixml "$TestDrive/tickets.xml"
        $imported = Import-Clixml "$TestDrive/tickets.xml"
        $imported[0].PSTypeNames | Should -Contain 'Deserialized.ScaleEngine.Sevu.Ticket'
        Get-Difference $imported $tickets | Should -BeNullOrEmpty
        $imported | & $view | Out-String -Width 120 | Should -BeExactly ($tickets | & $view | Out-String -Width 120)
    }

    It 'keeps the password of a ticket as SecureString, encrypted only on Windows' {
        $tickets[0] | Export-Clixml "$TestDrive/ticket.xml"
        (Import-Clixml "$TestDrive/ticket.xml").Password | Should -BeOfType securestring
        # Elsewhere, the file contains the text as UTF-16 in hexadecimal digits.
        $encoded = [System.BitConverter]::ToString([System.Text.Encoding]::Unicode.GetBytes((Get-Plain $tickets[0].Password))) -replace '-'
        $isReadable = (Get-Content "$TestDrive/ticket.xml" -Raw) -match $encoded
        $isReadable | Should -Be ($PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows)
    }

    It 'keeps the same times in another time zone' {
        Skip-Unless $canSetTimeZone 'a process on Windows cannot have its own time zone'
        $file = "$TestDrive/kolkata.xml"
        Invoke-InNewSession -Endpoint $endpoint -TimeZone Asia/Kolkata -Culture de-DE -Script @"
'$($keys -join "', '")' | Get-SevuTicketAttempt | Where-Object { $isWritable } | Export-Clixml '$file'
"@
        Get-Content $file -Raw | Should -Match '<DT N="DateTime">[^<]+\+05:30</DT>'
        Get-Difference (Import-Clixml $file) $writable | Should -BeNullOrEmpty
    }
}

Describe 'Loading the module again' {
    BeforeAll {
        # A separate session, because removing the module must not affect the other tests.
        $lines = Invoke-InNewSession -Endpoint $endpoint -Script @"
`$connection = Get-SevuConnection
function Show-State(`$Step) {
    `$attempts = @(Get-SevuTicketAttempt emulator.attempts.3)
    `$isTable = (`$attempts | Out-String -Width 120) -match 'DateTime +Success +Reason +IPAddress'
    `$isSame = [object]::ReferenceEquals(`$connection, (Get-SevuConnection))
    "`${Step}: `$(`$attempts.Count) attempts, table `$isTable, same connection `$isSame, `$(@(Get-Module ScaleEngine.Sevu).Count) module"
}
Import-Module '$modulePath'
Show-State twice
Import-Module '$modulePath' -Force
Show-State force
Remove-Module ScaleEngine.Sevu
`$PSModuleAutoLoadingPreference = 'None'
"removed: `$(@(Get-Module ScaleEngine.Sevu*).Count) modules, `$(@(Get-Command *-Sevu* -CommandType Cmdlet -ErrorAction Ignore).Count) cmdlets"
`$PSModuleAutoLoadingPreference = 'All'
Import-Module '$modulePath'
Show-State again
Disconnect-Sevu
try { Get-SevuConnection } catch { "disconnected: `$(`$_.FullyQualifiedErrorId)" }
"@
    }

    It 'works, and keeps the current connection, <how>' -ForEach @(
        @{ Step = 'twice'; How = 'with Import-Module twice' }
        @{ Step = 'force'; How = 'with -Force' }
        @{ Step = 'again'; How = 'after Remove-Module' }
    ) {
        $lines | Should -Contain "$($step): 3 attempts, table True, same connection True, 1 module"
    }

    It 'leaves no cmdlets between Remove-Module and Import-Module' {
        $lines | Should -Contain 'removed: 0 modules, 0 cmdlets'
    }

    It 'still removes the connection with Disconnect-Sevu' {
        $lines | Should -Contain 'disconnected: Sevu.NotConnected,ScaleEngine.Sevu.Commands.GetSevuConnectionCommand'
    }

    It 'is automatic if its folder is in $env:PSModulePath' {
        $previous = $env:PSModulePath
        $env:PSModulePath = (Split-Path $modulePath) + [System.IO.Path]::PathSeparator + $previous
        try {
            $loaded = Invoke-PowerShell -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
"before: `$(@(Get-Module ScaleEngine.Sevu).Count)"
$(Get-ConnectScript $endpoint)
@(Get-SevuTicketAttempt emulator.attempts.3).Count
(Get-Module ScaleEngine.Sevu).ModuleBase
"@
        }
        finally {
            $env:PSModulePath = $previous
        }

        $loaded | Should -Be 'before: 0', '3', $modulePath
    }
}

Describe 'Loading the module with others' {
    It 'works in many runspaces at the same time' {
        Skip-Unless ($PSVersionTable.PSVersion.Major -ge 7) 'ForEach-Object -Parallel needs PowerShell 7'
        $counts = 1..16 | ForEach-Object -ThrottleLimit 16 -Parallel {
            Import-Module $using:modulePath
            @(Get-SevuTicketAttempt "emulator.attempts.$_" -Connection $using:connection).Count
        }
        $counts | Sort-Object | Should -Be (1..16)
    }

    It 'works if another module loaded <name> in another version' -ForEach @(
        @{ Name = 'Newtonsoft.Json' }
        @{ Name = 'System.Memory' }
        @{ Name = 'System.Text.Json' }
    ) {
        $assembly = Join-Path (New-Item "$TestDrive/$name" -ItemType Directory) "$name.dll"
        Invoke-PowerShell -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition '[assembly: System.Reflection.AssemblyVersion("1.2.3.4")] public class Other { }' -OutputAssembly '$assembly'
[System.Reflection.Assembly]::LoadFile('$assembly').GetName().Version.ToString()
Import-Module '$modulePath'
$(Get-ConnectScript $endpoint)
@(Get-SevuTicketAttempt emulator.attempts.3).Count
"@ | Should -Be '1.2.3.4', '3'
    }
}
