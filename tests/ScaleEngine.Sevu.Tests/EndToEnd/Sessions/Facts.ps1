# Uses every cmdlet in one time zone and one culture, and prints facts that depend on neither.
param([string] $Module, [string] $Endpoint, [string] $Folder, [string] $Culture)

$ErrorActionPreference = 'Stop'
[cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = $Culture
Import-Module $Module
$secret = ConvertTo-SecureString 8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f -AsPlainText
$apiKey = ConvertTo-SecureString APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE -AsPlainText
$file = "$Folder/$([guid]::NewGuid())"
$utc = { $_.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss', [cultureinfo]::InvariantCulture) }

function Write-Fact([string] $Name, $Value) {
    [Console]::WriteLine("$Name = " + (@($Value).ForEach({ if ($_ -is [IFormattable]) { $_.ToString($null, [cultureinfo]::InvariantCulture) } else { "$_" } }) -join ' '))
}

# A connection sends the same request again only in the next second.
function Connect-Again { $script:connection = Connect-Sevu 158 -Endpoint $Endpoint -ApiKey $apiKey -ApiSecret $secret -TimeoutSec '100' -PassThru }

# What is sent, by the debug messages.
function Get-Sent([scriptblock] $Command, [string] $Field) {
    Connect-Again
    $DebugPreference = 'Continue'
    $messages = & $Command 5>&1 3>$null
    @($messages | Where-Object { $_ -is [System.Management.Automation.DebugRecord] }).ForEach({ [regex]::Matches($_, "`"$Field`":(`"[^`"]*`"|-?[\d.e+]+)").Value }).Where({ $_ })
}

[Console]::WriteLine("zone = $([timezoneinfo]::Local.Id) $Culture")
[Console]::WriteLine('facts')
Connect-Again
Write-Fact connection $connection.CdnId, $connection.TimeoutSec, $connection.ApiKey, (Get-SevuConnection).RetryIntervalSec
Write-Fact test (Test-SevuConnection).Success, ([math]::Abs((Test-SevuConnection).ClockDifference.TotalSeconds) -lt 30)

$attempts = @(Get-SevuTicketAttempt times.edge -WarningAction Ignore)
Write-Fact utc $attempts.DateTimeUtc
Write-Fact local ($attempts.DateTime | ForEach-Object $utc)
Write-Fact csv (($attempts | ConvertTo-Csv | ConvertFrom-Csv).DateTimeUtc)
Write-Fact json (($attempts | ConvertTo-Json | ConvertFrom-Json -DateKind String).DateTimeUtc)
Write-Fact rows ($attempts | ConvertTo-Csv | ConvertFrom-Csv | Measure-SevuTicketAttempt | ForEach-Object { $_.Attempts, $_.FirstUtc, $_.LastUtc })
foreach ($attempt in $attempts) {
    # As it came out, as text in UTC, as a time in UTC, and with an offset.
    foreach ($time in $attempt.DateTime, $attempt.DateTimeUtc, $attempt.DateTime.ToUniversalTime(), [datetimeoffset] $attempt.DateTimeUtc) {
        Connect-Again
        Write-Fact "since $($attempt.DateTimeUtc)" @(Get-SevuTicketAttempt times.edge -StartTime $time -WarningAction Ignore).Count,
            @(Get-SevuTicketAttempt times.edge -EndTime $time -WarningAction Ignore).Count, (Get-Sent { Get-SevuTicketAttempt times.edge -StartTime $time } starttime)
    }
}

# Like the operator -like, filters take an I for an i only in some cultures.
foreach ($filter in @{ Video = 'EVENT/I*' }, @{ App = 'LiVE-i' }, @{ Reason = 'Invalid IP aDDRESS' }, @{ IPAddress = '198.51.100.0/24' }) {
    Connect-Again
    Write-Fact "filter $($filter.Keys)" @(Get-SevuTicketAttempt times.edge @filter -WarningAction Ignore).Count
}

foreach ($window in '00:10', '1:30:00', [timespan]::FromMinutes(5)) {
    $summary = $attempts | Measure-SevuTicketAttempt -Window $window
    Write-Fact "summary $([timespan] $window)" $summary.Attempts, $summary.Accepted, $summary.FirstUtc, $summary.LastUtc, $summary.WindowSec, $summary.AcceptedNetworksInWindow,
        $summary.OutsideNetworksInWindow, $summary.Reasons, $summary.SharingEvidence, ($summary.First, $summary.Last | ForEach-Object $utc)
}

$attempts | Export-SevuTicketReport "$file.html" -Title report
$times = [regex]::Matches((Get-Content -Raw "$file.html"), '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d').Value
Write-Fact report ($times | ForEach-Object { [datetimeoffset]::Parse($_, [cultureinfo]::InvariantCulture) } | Where-Object { $_.UtcDateTime -lt '2026-11-10' } | ForEach-Object $utc)
Write-Fact 'numbers of the report' ([regex]::Matches((Get-Content -Raw "$file.html"), '\d[\d.,]* %').Value)

foreach ($expires in '2096-02-29 23:59:59Z', '2099-12-31T23:59:59+14:00', [datetime]::new(2100, 1, 1, 0, 0, 0, [DateTimeKind]::Utc), ([datetime]::new(2090, 10, 29, 1, 30, 0, [DateTimeKind]::Utc)).ToLocalTime(),
    [datetimeoffset]::new(2090, 3, 26, 1, 0, 0, [timespan]::FromHours(-12))) {
    $ticket = New-SevuTicket event/I LIVE-I -Uses '1000' -Expires $expires -IPAddress 198.51.100.0/24 -WarningAction Ignore
    Write-Fact "expires $(([datetimeoffset] $expires).UtcDateTime.ToString('s', [cultureinfo]::InvariantCulture))" $ticket.ExpiresUtc, ($ticket.Expires | ForEach-Object $utc), $ticket.Uses, $ticket.State,
        (Get-SevuTicket $ticket.Key).ExpiresUtc, $ticket.IPAddress, (Get-Sent { New-SevuTicket event/I LIVE-I -Expires $expires } expire)
}

$revoked = Revoke-SevuTicket $ticket.Key -PassThru -Confirm:$false
Write-Fact revoked $revoked.State, $revoked.Active, $revoked.Uses
Write-Fact 'a number' (Get-Sent { Invoke-SevuCommand numbers -Parameter ([ordered] @{ a = 1234.5; b = 0.1; c = -1e25; d = 12345678 }) } '[abcd]')
Write-Fact 'a response' (Invoke-SevuCommand numbers | ForEach-Object { $_.number, $_.large, $_.text })
Write-Fact bookmark @(Get-SevuTicketAttempt times.edge -Bookmark "$file.json" -WarningAction Ignore).Count, @(Get-SevuTicketAttempt times.edge -Bookmark "$file.json" -WarningAction Ignore).Count
$shown = $attempts | Format-List | Out-String
Write-Fact shown ([regex]::Matches($shown, '(?m)^DateTimeUtc\s*: (\S+)').ForEach({ $_.Groups[1].Value }))
Write-Fact 'times of the view' ([regex]::Matches($shown, '(?m)^DateTime +: (.+)$').ForEach({ [datetime]::ParseExact($_.Groups[1].Value.Trim(), 'yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture) }) |
    ForEach-Object -Begin { $i = 0 } -Process { $_ -eq [datetime]::new($attempts[$i++].DateTime.Ticks) })
foreach ($text in '31.12.2026', '2026-13-01', '29.02.2023 x', '1405-01-01 nonsense') {
    Write-Fact "no time $text" $(try { Get-SevuTicketAttempt times.edge -StartTime $text; 'taken' } catch { $_.FullyQualifiedErrorId })
}

Disconnect-Sevu
Write-Fact disconnected $(try { Get-SevuConnection } catch { $_.FullyQualifiedErrorId })
[Console]::WriteLine('done')
