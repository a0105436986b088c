using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Checks the path to the service step by step: name resolution, TCP connection, TLS.</summary>
internal sealed class ConnectionProbe(SevuConnection connection, ConnectionTest test)
{
    /// <exception cref="SevuException">A step failed: it is false and later ones are null; if TLS failed,
    /// none is false.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        test.Proxy = connection.Proxy;
        Uri server = test.Proxy ?? connection.Endpoint;
        using TcpClient tcp = new();
        try
        {
            test.NameResolved = false;
            IPAddress[] addresses = await WithTimeoutAsync(ResolveAsync(server), cancellationToken).ConfigureAwait(false);
            test.NameResolved = true;
            test.IPAddress = [.. addresses.Select(address => address.ToString())];

            test.Connected = false;
            await WithTimeoutAsync(ConnectAsync(tcp, server), cancellationToken).ConfigureAwait(false);
            test.Connected = true;

            if (test.Proxy is null && server.Scheme == Uri.UriSchemeHttps)
            {
                using SslStream tls = new(tcp.GetStream());
                await WithTimeoutAsync(AuthenticateAsync(tls, server), cancellationToken).ConfigureAwait(false);
                test.TlsVersion = VersionName(tls.SslProtocol);
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException)
        {
            throw SevuNetworkException.From(failure, server, requestSent: false);
        }
    }

    private static Task<IPAddress[]> ResolveAsync(Uri server) => Dns.GetHostAddressesAsync(server.IdnHost);

    private static async Task<bool> ConnectAsync(TcpClient tcp, Uri server)
    {
        await tcp.ConnectAsync(server.IdnHost, server.Port).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> AuthenticateAsync(SslStream tls, Uri server)
    {
        await tls.AuthenticateAsClientAsync(
            server.IdnHost, clientCertificates: null, HttpClientFactory.TlsVersions, checkCertificateRevocation: false).ConfigureAwait(false);
        return true;
    }

    // .NET Framework cannot cancel these steps. Disposing the socket ends a step that timed out.
    private async Task<T> WithTimeoutAsync<T>(Task<T> step, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task limit = Task.Delay(connection.Timeout, waiting.Token);
        Task first = await Task.WhenAny(step, limit).ConfigureAwait(false);
        waiting.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        return first == step ? await step.ConfigureAwait(false) : throw new SevuTimeoutException(connection.Timeout);
    }

    // By number, since .NET Framework before 4.8 has no name for TLS 1.3.
    private static string VersionName(SslProtocols version) => (int)version switch
    {
        3072 => "1.2",
        12288 => "1.3",
        _ => version.ToString(),
    };
}
