# Runs one case in a separate PowerShell process: prints its seconds, the process's peak memory in MB and other results as JSON.
param([string] $Case, [string] $Endpoint, [string] $Module, [string] $Folder)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$apiKey = 'APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE'
$apiSecret = '8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f'
$million = 'bench.attempts.1000000'
$csv = Join-Path $Folder "$Case.csv"
$delayed = 0..319 | ForEach-Object { "bench.delay.$_" }

# The body of a signed request.
function New-RequestBody($Key) {
    $request = [ordered]@{ command = 'sevu.errorlog'; api_key = $apiKey; timestamp = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds(); cdn = 158; key = $Key }
    $json = ($request | ConvertTo-Json -Compress) -replace '/', '\/'
    $hmac = [System.Security.Cryptography.HMACSHA256]::new([System.Text.Encoding]::ASCII.GetBytes($apiSecret))
    $request.signature = [Convert]::ToBase64String($hmac.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($json)))
    @{ json = ($request | ConvertTo-Json -Compress) -replace '/', '\/' }
}

# The script that most users would write without the module.
function Invoke-Script($Key) { Invoke-RestMethod $Endpoint -Method Post -Body (New-RequestBody $Key) }

# .NET's own reader over the same response: every token, no text.
function Invoke-BareReader($Key) {
    $fields = [System.Collections.Generic.Dictionary[string, string]]::new()
    $fields.json = (New-RequestBody $Key).json
    $watch.Restart()
    [BareReader]::CountTokens($Endpoint, $fields)
}

if ($Case -like 'Bare*') {
    Add-Type -ReferencedAssemblies System.Net.Http, System.Net.Primitives, System.IO.Compression, System.Text.Json, System.Memory, System.Collections -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Text.Json;

public static class BareReader
{
    public static long CountTokens(string endpoint, Dictionary<string, string> fields)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).GetAwaiter().GetResult();
        using var stream = new GZipStream(response.Content.ReadAsStream(), CompressionMode.Decompress);
        byte[] buffer = new byte[32 * 1024];
        int length = 0;
        long tokens = 0;
        JsonReaderState state = default;
        for (bool isEnd = false; !isEnd;)
        {
            int received = stream.Read(buffer, length, buffer.Length - length);
            isEnd = received == 0;
            length += received;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, length), isEnd, state);
            while (reader.Read())
            {
                tokens++;
            }

            state = reader.CurrentState;
            length -= (int)reader.BytesConsumed;
            Buffer.BlockCopy(buffer, (int)reader.BytesConsumed, buffer, 0, length);
        }

        return tokens;
    }
}
'@
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

# A case that ends in 'warm' counts when the process has done it once.
foreach ($run in 1..$(if ($Case -like '*warm') { 2 } else { 1 })) {
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
        'Module, rejected*' { Get-SevuTicketAttempt $million -Rejected | Export-Csv $csv -NoTypeInformation }
        'Ready, rejected*' {
            $ready = [ScaleEngine.Sevu.TicketAttempt[]] @(Get-SevuTicketAttempt bench.attempts.1000 -Rejected) * 1000
            $watch.Restart()
            $ready | Export-Csv $csv -NoTypeInformation
        }
        'Module, no reason*' { Get-SevuTicketAttempt $million -Reason nothing }
        'Module, no address*' { Get-SevuTicketAttempt $million -IPAddress 10.0.0.0/8 }
        'Module, no time*' { Get-SevuTicketAttempt $million -EndTime 2000-01-01 }
        'Bare*' { $result.Count = Invoke-BareReader $million }
        'Module, small*' { 0..999 | ForEach-Object { "bench.small.$_" } | Get-SevuTicketAttempt | Out-Null }
        'Module, no small*' { 0..999 | ForEach-Object { "bench.small.$_" } | Get-SevuTicketAttempt -Reason nothing }
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
        'Module, read*' { $null = Get-SevuTicketAttempt $million }
        'Module, measure*' { $null = Get-SevuTicketAttempt $million | Measure-SevuTicketAttempt }
        'Module, report*' {
            $report = Join-Path $Folder 'report.html'
            Get-SevuTicketAttempt $million | Export-SevuTicketReport $report -Force
            $result.ReportKB = [math]::Round((Get-Item -LiteralPath $report).Length / 1KB)
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
}

$result.Seconds = [math]::Round($watch.Elapsed.TotalSeconds, 2)
$result.PeakMB = [math]::Round([System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
$result | ConvertTo-Json -Compress
