# A session with every cmdlet, in which requests succeed and fail, all streams are on, and a transcript is kept. It stops while
# it is connected and again when it is not any more, so that its memory can be searched.
param([string] $Module, [string] $Endpoint, [string] $Folder, [int] $Rounds, [string] $Disguised)

Import-Module $Module
$VerbosePreference = $DebugPreference = 'Continue'

# The secrets have never been plain in this process but for what is under test.
$apiKey, $apiSecret, $password = foreach ($text in $Disguised -split ',') {
    $secure = [securestring]::new()
    foreach ($byte in [Convert]::FromHexString($text)) { $secure.AppendChar([char]($byte -bxor 0x5a)) }
    $secure
}

$wrong = $apiSecret.Copy()
$wrong.SetAt(0, 'x')

function Wait-Search([string] $State) {
    [GC]::Collect()
    [GC]::WaitForPendingFinalizers()
    [GC]::Collect()
    [Console]::WriteLine($State)
    $null = [Console]::In.ReadLine()
}

$null = Start-Transcript "$Folder/transcript.txt"
& {
    $script:others = Connect-Sevu 158 -ApiKey $apiKey -ApiSecret $wrong -Endpoint $Endpoint -MaximumRetryCount 0 -PassThru
    Connect-Sevu 158 -ApiKey $apiKey -ApiSecret $apiSecret -Endpoint $Endpoint -MaximumRetryCount 0
    Get-SevuConnection
    foreach ($round in 1..$Rounds) {
        Test-SevuConnection
        $script:ticket = New-SevuTicket "video.$round" acme-live -Password $password
        $ticket
        New-SevuTicket "other.$round" acme-live
        $ticket | Get-SevuTicket | Format-List
        $ticket | Revoke-SevuTicket -PassThru -Confirm:$false
        'mystream.53ffc996dd39d5.39102367' | Get-SevuTicket
        'mystream.53ffc996dd39d5.39102367', "emulator.attempts.$round" | Get-SevuTicketAttempt | Measure-SevuTicketAttempt
        Get-SevuTicketAttempt 'emulator.http.502', 'emulator.cut.3', 'emulator.code.6', 'emulator.html'
        Invoke-SevuCommand sevu.status -Parameter @{ key = 'mystream.53ffc996dd39d5.39102367' }
        Get-SevuTicketAttempt "emulator.attempts.$round" -Connection $others
        New-SevuTicket "video.$round" acme-live -Password $password -Connection $others
    }

    Get-SevuTicketAttempt emulator.attempts.3 | Export-SevuTicketReport "$Folder/report.html"
    # Several network connections at once.
    1..20 | ForEach-Object { "emulator.attempts.$_" } | Get-SevuTicketAttempt -ThrottleLimit 8
} *>&1 | Out-Default

Wait-Search connected

& {
    Disconnect-Sevu -Connection $others
    Disconnect-Sevu
    Get-SevuConnection
} *>&1 | Out-Default
$null = Stop-Transcript
$ticket = $others = $null
$Error.Clear()
$apiKey, $apiSecret, $password, $wrong | ForEach-Object Dispose
Wait-Search disconnected
