# Runs one case in a separate PowerShell process: prints its seconds, the process's peak memory in MB and other results as JSON.
param([string] $Case, [string] $Endpoint, [string] $Module, [string] $Folder)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$apiKey = 'APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE'
$apiSecret = '8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f'
$million = 'bench.attempts.1000000'
$csv = Join-Path $Folder "$Case.csv"
$delayed = 0..319 | ForEach-Object { "bench.delay.$_" }

# The script that most users would write without the module.
function Invoke-Script($Key) {
    $request = [ordered]@{ command = 'sevu.errorlog'; api_key = $apiKey; timestamp = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds(); cdn = 158; key = $Key }
    $json = ($request | ConvertTo-Json -Compress) -replace '/', '\/'
    $hmac = [System.Security.Cryptography.HMACSHA256]::new([System.Text.Encoding]::ASCII.GetBytes($apiSecret))
    $request.signature = [Convert]::ToBase64String($hmac.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($json)))
    Invoke-RestMethod $Endpoint -Method Post -Body @{ json = ($request | ConvertTo-Json -Compress) -replace '/', '\/' }
}

$result = @{}
$watch = [System.Diagnostics.Stopwatch]::StartNew()
if ($Module) {
    Import-Module $Module
    $result.Import = [math]::Round($watch.Elapsed.TotalMilliseconds, 1)
}

if ($Endpoint -and $Module) {
    Connect-Sevu 158 -Credential ([pscredential]::new($apiKey, (ConvertTo-SecureString $apiSecret -AsPlainText -Force))) -Endpoint $Endpoint
}

$watch.Restart()
switch -Wildcard ($Case) {
    'Script, export' { (Invoke-Script $million).attempts | Where-Object success -EQ 0 | Export-Csv $csv -NoTypeInformation }
    'Module, export*' { Get-SevuTicketAttempt $million | Where-Object Success -EQ $false | Export-Csv $csv -NoTypeInformation }
    # The cost of PowerShell itself, without a request and without parsing. The cast makes each object new to PowerShell.
    'Ready, export' {
        $ready = [ScaleEngine.Sevu.TicketAttempt[]] @(Get-SevuTicketAttempt bench.attempts.1000) * 1000
        $watch.Restart()
        $ready | Where-Object Success -EQ $false | Export-Csv $csv -NoTypeInformation
    }
    'Module, first' {
        Get-SevuTicketAttempt bench.attempts.1000 | Select-Object -First 10 | Out-Null
        $watch.Restart()
        Get-SevuTicketAttempt $million | Select-Object -First 1 | Out-Null
        $result.First = [math]::Round($watch.Elapsed.TotalMilliseconds, 1)
        # An identical request in the same second waits for the next second.
        Start-Sleep -Seconds 1
        $watch.Restart()
        Get-SevuTicketAttempt $million | Select-Object -First 10 | Out-Null
        $result.FirstTen = [math]::Round($watch.Elapsed.TotalMilliseconds, 1)
    }
    'Module, collect*' {
        $all = Get-SevuTicketAttempt $million
        $result.Count = $all.Count
    }
    'Script, many' { $delayed | ForEach-Object { (Invoke-Script $_).attempts } | Out-Null }
    'Module, many' { $delayed | Get-SevuTicketAttempt -ThrottleLimit 16 | Out-Null }
    'Module, tickets *' { 1..($Case -replace '\D') | ForEach-Object { "ticket.$_" } | Get-SevuTicketAttempt }
    'Module, no progress' { Get-SevuTicketAttempt $million | Out-Null }
    'Module, progress' {
        $ProgressPreference = 'Continue'
        Get-SevuTicketAttempt $million | Out-Null
    }
    'Import*' { }
}

$result.Seconds = [math]::Round($watch.Elapsed.TotalSeconds, 2)
$result.PeakMB = [math]::Round([System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
$result | ConvertTo-Json -Compress
