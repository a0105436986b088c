using System.Net;
using System.Security;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu;

/// <summary>An account and its endpoint, with the network connections to it. Safe to share between runspaces.</summary>
public sealed class SevuConnection : IDisposable
{
    private readonly IWebProxy? _proxy;
    private readonly SecureString[] _proxySecrets;
    private readonly CancellationTokenSource _disconnect = new();

    private SevuConnection(
        ApiCredential credential, Uri endpoint, TimeSpan timeout, RetrySettings retry, IWebProxy? proxy, HttpClient http)
    {
        Retry = retry;
        _proxy = proxy;
        _proxySecrets = ProxySecrets.Of(proxy);
        Credential = credential;
        Endpoint = endpoint;
        Timeout = timeout;
        ApiKey = credential.MaskedKey();
        Http = http;
    }

    /// <summary>The service's URL, as in the samples of its documentation.</summary>
    public static Uri DefaultEndpoint { get; } = new("https://api.scaleengine.net/stable/");

    /// <summary>The account's CDN id.</summary>
    public int CdnId => Credential.CdnId;

    /// <summary>The URL that all commands are sent to.</summary>
    public Uri Endpoint { get; }

    /// <summary>The last characters of the API key behind asterisks.</summary>
    public string ApiKey { get; }

    /// <summary>Seconds to wait for a response, and for each further part of it; 0 waits indefinitely.</summary>
    public int TimeoutSec => Timeout == System.Threading.Timeout.InfiniteTimeSpan ? 0 : (int)Timeout.TotalSeconds;

    /// <summary>How many times a read that fails transiently is retried.</summary>
    public int MaximumRetryCount => Retry.MaximumCount;

    /// <summary>Seconds before the first retry; doubled before each further one.</summary>
    public int RetryIntervalSec => (int)Retry.Interval.TotalSeconds;

    /// <summary>How long to wait for a response, and for each further part of it; infinite to wait indefinitely.</summary>
    internal TimeSpan Timeout { get; }

    internal RetrySettings Retry { get; }

    internal RequestClock Clock { get; } = new();

    internal UsedSignatures UsedSignatures { get; } = new();

    internal BusyPause BusyPause { get; } = new();

    internal ApiCredential Credential { get; }

    /// <summary>The proxy in use, as given or from the system's settings; null for none.</summary>
    internal Uri? Proxy => HttpClientFactory.ProxyFor(Endpoint, _proxy);

    internal HttpClient Http { get; }

    /// <summary>Cancelled when the connection is closed.</summary>
    internal CancellationToken DisconnectToken => _disconnect.Token;

    /// <summary>Discards the credentials and closes the network connections. Running requests fail.</summary>
    public void Dispose()
    {
        // The token source is not disposed: running requests still use its token.
        _disconnect.Cancel();
        Credential.Dispose();
        Array.ForEach(_proxySecrets, secret => secret.Dispose());
        Http.Dispose();
    }

    /// <summary>The CDN id and the endpoint.</summary>
    public override string ToString() => DisplayText.Format(Messages.ConnectionName, CdnId, Endpoint);

    /// <summary>Makes text that came in response to a request safe to display.</summary>
    /// <exception cref="SevuConnectionException">The connection was closed, so that secrets cannot be masked.</exception>
    /// <inheritdoc cref="SecretMask.ForDisplay"/>
    internal string? ForDisplay(string? text, SevuRequest? request = null)
    {
        try
        {
            return text is null ? null : SecretMask.ForDisplay(text, [Credential.Key, .. _proxySecrets, .. request?.Secrets ?? []]);
        }
        catch (ObjectDisposedException)
        {
            throw SevuConnectionException.Disconnected(requestSent: true);
        }
    }

    /// <exception cref="SevuInputException">The endpoint is neither https nor on this machine.</exception>
    internal static SevuConnection Create(
        ApiCredential credential, Uri endpoint, TimeSpan timeout, RetrySettings retry, IWebProxy? proxy)
    {
        bool allowed = endpoint.IsAbsoluteUri
            && endpoint.UserInfo.Length == 0
            && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback));
        if (!allowed)
        {
            throw SevuInputException.InvalidEndpoint(endpoint);
        }

        if (endpoint.IsLoopback && proxy is not null)
        {
            throw SevuInputException.LoopbackProxy(endpoint);
        }

        if (endpoint.Scheme == Uri.UriSchemeHttp)
        {
            EnsureOnThisMachine(endpoint.IdnHost);
        }

        HttpClient http = HttpClientFactory.Create(endpoint, proxy);
        return new SevuConnection(credential, endpoint, timeout, retry, proxy, http);
    }

    // "localhost" is a name like any other: this machine's settings decide which address it has.
    private static void EnsureOnThisMachine(string host)
    {
        IPAddress? other = Dns.GetHostAddresses(host).FirstOrDefault(address => !IPAddress.IsLoopback(address));
        if (other is not null)
        {
            throw SevuInputException.LoopbackName(host, other);
        }
    }
}
