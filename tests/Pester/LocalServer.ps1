# A server on this machine that stands in for another one: a test's own webhook, or the service with changed responses.

# The handler gets a request (Method, Path, ContentType, Body), and returns a hashtable: Status (200), Body, and IsTruncated
# to close the connection before the end that it announced. It runs on a thread of its own, and shares $State with the test.
function Start-LocalServer([scriptblock] $Handler, [hashtable] $State = @{}) {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $session = [powershell]::Create()
    $null = $session.AddScript({
        param($Listener, $HandlerText, $State)
        $ProgressPreference = 'SilentlyContinue'
        $handler = [scriptblock]::Create($HandlerText)
        $latin = [System.Text.Encoding]::GetEncoding(28591)
        $utf8 = [System.Text.UTF8Encoding]::new($false)
        while ($client = $Listener.AcceptTcpClient()) {
            try {
                $client.ReceiveTimeout = 5000
                $stream = $client.GetStream()
                $buffer = [byte[]]::new(65536)
                $received = [System.IO.MemoryStream]::new()
                $end = -1
                do {
                    $count = $stream.Read($buffer, 0, $buffer.Length)
                    $received.Write($buffer, 0, $count)
                    $text = $latin.GetString($received.ToArray())
                    $end = $text.IndexOf("`r`n`r`n")
                    $head = if ($end -ge 0) { $text.Substring(0, $end) } else { '' }
                    if ($head -match '(?im)^Expect: 100-continue' -and $text.Length -eq $end + 4) {
                        $stream.Write($latin.GetBytes("HTTP/1.1 100 Continue`r`n`r`n"), 0, 25)
                    }
                    $length = if ($head -match '(?im)^Content-Length: *(\d+)') { [int]$Matches[1] } else { 0 }
                } while ($count -gt 0 -and ($end -lt 0 -or $text.Length -lt $end + 4 + $length))
                $method, $path = $head -split ' ' | Select-Object -First 2
                $type = if ($head -match '(?im)^Content-Type: *([^\r\n]*)') { $Matches[1] }
                $body = $utf8.GetString($received.ToArray(), $end + 4, $length)
                $response = & $handler ([pscustomobject]@{ Method = $method; Path = $path; ContentType = $type; Body = $body })
                $bytes = $utf8.GetBytes([string]$response.Body)
                $announced = $bytes.Length + [int][bool]$response.IsTruncated
                $status = if ($response.Status) { $response.Status } else { 200 }
                $lines = "HTTP/1.1 $status -", 'Content-Type: application/json', "Content-Length: $announced", 'Connection: close', '', ''
                $start = $latin.GetBytes($lines -join "`r`n")
                $stream.Write($start, 0, $start.Length)
                $stream.Write($bytes, 0, $bytes.Length)
            }
            catch {
                $State.Failure = "$_"
            }
            finally {
                $client.Dispose()
            }
        }
    }.ToString()).AddArgument($listener).AddArgument($Handler.ToString()).AddArgument($State)
    $null = $session.BeginInvoke()
    [pscustomobject]@{ Url = "http://$($listener.LocalEndpoint)/"; Listener = $listener; Session = $session }
}

function Stop-LocalServer($Server) {
    $Server.Listener.Stop()
    $Server.Session.Dispose()
}
