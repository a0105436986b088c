BeforeAll {
    . $PSScriptRoot/Common.ps1

    # A certificate that is its own authority, as PEM and with its key.
    function New-Certificate([string] $Name, [int] $FirstDay = -1, [int] $LastDay = 1) {
        $key = [System.Security.Cryptography.ECDsa]::Create([System.Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        # A trusted certificate is found by its subject.
        $subject = "CN=$(New-Guid)"
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new($subject, $key, 'SHA256')
        $names = [System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
        if ($Name -as [ipaddress]) { $names.AddIpAddress($Name) } else { $names.AddDnsName($Name) }
        $request.CertificateExtensions.Add($names.Build())
        $now = [System.DateTimeOffset]::UtcNow
        $request.CreateSelfSigned($now.AddDays($FirstDay), $now.AddDays($LastDay))
    }

    # Speaks TLS, and answers each request that a ticket was not used.
    function Start-TlsServer($Certificate, [switch] $DemandsCertificate) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $state = @{ Requests = 0 }
        $session = [powershell]::Create()
        $null = $session.AddScript({
            param($Listener, $Certificate, $DemandsCertificate, $State)
            $answer = [System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 200 OK`r`nContent-Length: 13`r`nConnection: close`r`n`r`n{""code"":2100}")
            while ($client = $Listener.AcceptTcpClient()) {
                try {
                    # Without a callback, a client without a certificate is refused.
                    $tls = [System.Net.Security.SslStream]::new($client.GetStream())
                    $tls.AuthenticateAsServer($Certificate, $DemandsCertificate, 'None', $false)
                    $received = ''
                    $buffer = [byte[]]::new(65536)
                    while ($received -notmatch '(?s)\r\n\r\n.' -and ($count = $tls.Read($buffer, 0, $buffer.Length)) -gt 0) {
                        $received += [System.Text.Encoding]::ASCII.GetString($buffer, 0, $count)
                    }
                    if ($received) { $State.Requests++ }
                    $tls.Write($answer, 0, $answer.Length)
                    $tls.ShutdownAsync().Wait()
                }
                catch { $State.Failure = "$_" }
                finally { $client.Dispose() }
            }
        }.ToString()).AddArgument($listener).AddArgument($Certificate).AddArgument([bool]$DemandsCertificate).AddArgument($state)
        $null = $session.BeginInvoke()
        [pscustomobject]@{ Url = "https://$($listener.LocalEndpoint)/"; Certificate = $Certificate; Listener = $listener; Session = $session; State = $state }
    }
}

Describe 'TLS' {
    # Each certificate is one that the session trusts, so that only what is named is wrong.
    It 'refuses a certificate of another name or another time, and sends it nothing' {
        Skip-Unless ($PSVersionTable.PSEdition -eq 'Core' -and $IsLinux) 'only PowerShell 7 on Linux can trust a certificate for one process'
        $servers = @(
            Start-TlsServer (New-Certificate 127.0.0.1)
            Start-TlsServer (New-Certificate other.example)
            Start-TlsServer (New-Certificate 127.0.0.1 -FirstDay -9 -LastDay -8)
            Start-TlsServer (New-Certificate 127.0.0.1 -FirstDay 8 -LastDay 9)
            Start-TlsServer (New-Certificate 127.0.0.1) -DemandsCertificate
        )
        try {
            $env:SSL_CERT_FILE = "$TestDrive/trusted.pem"
            $servers.Certificate.ExportCertificatePem() | Set-Content $env:SSL_CERT_FILE
            Invoke-InNewSession -Endpoint $servers[0].Url -Script @"
foreach (`$url in '$($servers.Url -join "', '")') {
    Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint `$url -MaximumRetryCount 0
    foreach (`$command in { Get-SevuTicketAttempt k -WarningAction Ignore }, { New-SevuTicket v a }) {
        try { & `$command; 'none' } catch { `$_.FullyQualifiedErrorId.Split(',')[0] + ("`$_" -replace '.*:(?= \w+$)' -replace '.* .* .*') }
    }
}
"@ | Should -Be @(
                'none', 'Sevu.TicketMayExist'
                @('Sevu.Tls RemoteCertificateNameMismatch') * 2
                @('Sevu.Tls NotTimeValid') * 4
                # In TLS 1.3, the server looks at the client's certificate after the handshake.
                'Sevu.Network', 'Sevu.TicketMayExist'
            )
            $servers.State.Requests | Should -Be 2, 0, 0, 0, 0
        }
        finally {
            $env:SSL_CERT_FILE = $null
            $servers | ForEach-Object { $_.Listener.Stop(); $_.Session.Dispose() }
        }
    }
}
