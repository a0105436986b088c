using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Checks the path to the service step by step: name resolution, TCP connection, TLS.</summary>
internal sealed class ConnectionProbe(SevuConnection connection, ConnectionTest test)
{
    private static readonly TimeSpan TimeToClose = TimeSpan.FromSeconds(1);

    /// <exception cref="SevuException">A step failed: it is false and later ones are null; if TLS failed,
    /// none is false.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        test.Proxy = connection.Proxy;
        Uri server = test.Proxy ?? connection.Endpoint;
        try
        {
            test.NameResolved = false;
            IPAddress[] addresses = await WithTimeoutAsync(ResolveAsync(server), cancellationToken).ConfigureAwait(false);
            test.NameResolved = true;
            test.IPAddress = [.. addresses.Select(address => address.ToString())];

            test.Connected = false;
            using TcpClient tcp = await ConnectAsync(addresses, server.Port, cancellationToken).ConfigureAwait(false);
            test.Connected = true;

            if (test.Proxy is null && server.Scheme == Uri.UriSchemeHttps)
            {
                using SslStream tls = new(tcp.GetStream());
                await WithTimeoutAsync(AuthenticateAsync(tls, server), cancellationToken, tcp).ConfigureAwait(false);
                test.TlsVersion = VersionName(tls.SslProtocol);
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException)
        {
            throw SevuNetworkException.From(
                failure, connection.Endpoint, test.Proxy, requestSent: false, text => connection.ForDisplay(text));
        }
    }

    private static Task<IPAddress[]> ResolveAsync(Uri server) => Dns.GetHostAddressesAsync(server.IdnHost);

    // Address by address: on .NET Framework, a TcpClient that is given a name tries IPv4 only.
    private async Task<TcpClient> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (int i = 0; ; i++)
        {
            TcpClient tcp = new(addresses[i].AddressFamily);
            try
            {
                await WithTimeoutAsync(CompleteAsync(tcp.ConnectAsync(addresses[i], port)), cancellationToken, tcp).ConfigureAwait(false);
                return tcp;
            }
            catch (Exception failure)
            {
                tcp.Dispose();
                if (failure is not SocketException || i == addresses.Length - 1)
                {
                    throw;
                }
            }
        }
    }

    private static async Task<bool> CompleteAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private static Task<bool> AuthenticateAsync(SslStream tls, Uri server) => CompleteAsync(tls.AuthenticateAsClientAsync(
        server.IdnHost, clientCertificates: null, HttpClientFactory.TlsVersions, checkCertificateRevocation: false));

    // .NET Framework cannot cancel these steps. Closing the socket ends a step that timed out, and only then may what it uses be
    // disposed.
    private async Task<T> WithTimeoutAsync<T>(Task<T> step, CancellationToken cancellationToken, TcpClient? tcp = null)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task first = await Task.WhenAny(step, Task.Delay(connection.Timeout, waiting.Token)).ConfigureAwait(false);
        waiting.Cancel();
        if (first == step)
        {
            return await step.ConfigureAwait(false);
        }

        if (tcp is not null)
        {
            tcp.Dispose();
            await Task.WhenAny(step, Task.Delay(TimeToClose, CancellationToken.None)).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new SevuTimeoutException(connection.Timeout);
    }

    // By number, since .NET Framework before 4.8 has no name for TLS 1.3.
    private static string VersionName(SslProtocols version) => (int)version switch
    {
        3072 => "1.2",
        12288 => "1.3",
        _ => version.ToString(),
    };
}
