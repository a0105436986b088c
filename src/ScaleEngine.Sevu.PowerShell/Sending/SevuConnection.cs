using System.Net;
using System.Reflection;
#if !NET
using System.Runtime.InteropServices;
#endif
using System.Security.Authentication;
using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu;

/// <summary>An account of the service and the way to it. Made by <c>Connect-Sevu</c>; safe to share between
/// runspaces.</summary>
public sealed class SevuConnection : IDisposable
{
    private static readonly string UserAgent = "ScaleEngine.Sevu/"
        + typeof(SevuConnection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly IWebProxy? _proxy;
    private readonly CancellationTokenSource _disconnect = new();

    private SevuConnection(
        ApiCredential credential, Uri endpoint, TimeSpan timeout, RetryPolicy retry, IWebProxy? proxy, HttpClient http)
    {
        Retry = retry;
        _proxy = proxy;
        Credential = credential;
        Endpoint = endpoint;
        Timeout = timeout;
        ApiKey = credential.MaskedKey();
        Http = http;
    }

    /// <summary>Where the service listens, as the samples of its documentation have it.</summary>
    public static Uri DefaultEndpoint { get; } = new("https://api.scaleengine.net/stable/");

    /// <summary>The account's CDN id.</summary>
    public int CdnId => Credential.CdnId;

    /// <summary>The one URL all commands are sent to.</summary>
    public Uri Endpoint { get; }

    /// <summary>The API key's last characters behind asterisks.</summary>
    public string ApiKey { get; }

    /// <summary>Seconds to wait for an answer, and for each further piece of it; 0 waits for ever.</summary>
    public int TimeoutSec => Timeout == System.Threading.Timeout.InfiniteTimeSpan ? 0 : (int)Timeout.TotalSeconds;

    /// <summary>How often a read that failed for a while only is tried again.</summary>
    public int MaximumRetryCount => Retry.MaximumCount;

    /// <summary>Seconds before the first of these tries; each further wait is twice as long.</summary>
    public int RetryIntervalSec => (int)Retry.Interval.TotalSeconds;

    internal static SslProtocols TlsVersions { get; } =
#if !NET
        // Windows PowerShell 5.1 itself would still offer TLS 1.0.
        RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal) ? SslProtocols.Tls12 :
#endif
        SslProtocols.None;

    /// <summary>How long to wait for an answer, and for each further piece of it; infinite to wait for ever.</summary>
    internal TimeSpan Timeout { get; }

    internal RetryPolicy Retry { get; }

    internal RequestClock Clock { get; } = new();

    internal BusyPause BusyPause { get; } = new();

    internal ApiCredential Credential { get; }

    /// <summary>The proxy on the way to the service: the one that was given, or the system's; null for none.</summary>
    internal Uri? Proxy
    {
        get
        {
            IWebProxy? proxy = _proxy ?? WebRequest.DefaultWebProxy;
            return proxy is null || proxy.IsBypassed(Endpoint) ? null : proxy.GetProxy(Endpoint);
        }
    }

    internal HttpClient Http { get; }

    /// <summary>Cancelled when the connection is disposed of.</summary>
    internal CancellationToken DisconnectToken => _disconnect.Token;

    /// <summary>Forgets the credentials and closes the network connections. A request under way fails.</summary>
    public void Dispose()
    {
        // Not disposed of itself: what is under way still looks at its token.
        _disconnect.Cancel();
        Credential.Dispose();
        Http.Dispose();
    }

    /// <summary>The CDN id and the endpoint.</summary>
    public override string ToString() => DisplayText.Format(Messages.ConnectionName, CdnId, Endpoint);

    /// <summary>Text that came in answer to a request as it may be shown.</summary>
    /// <exception cref="SevuConnectionException">The connection was ended meanwhile, and nothing can be masked.</exception>
    /// <inheritdoc cref="SecretMask.ForDisplay"/>
    internal string? ForDisplay(string? text, SevuRequest request)
    {
        try
        {
            return text is null ? null : SecretMask.ForDisplay(text, [Credential.Key, .. request.Secrets]);
        }
        catch (ObjectDisposedException)
        {
            throw SevuConnectionException.Disconnected(requestSent: true);
        }
    }

    /// <exception cref="SevuInputException">The endpoint is neither https nor on this machine.</exception>
    internal static SevuConnection Create(
        ApiCredential credential, Uri endpoint, TimeSpan timeout, RetryPolicy retry, IWebProxy? proxy)
    {
        bool allowed = endpoint.IsAbsoluteUri
            && endpoint.UserInfo.Length == 0
            && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback));
        if (!allowed)
        {
            throw SevuInputException.InvalidEndpoint(endpoint);
        }

        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslProtocols = TlsVersions,
            // Not Brotli, which .NET Framework lacks and which takes longer to unpack.
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
#if !NET
            // .NET Framework's own limit is 2; how many there are at once is -ThrottleLimit's to say.
            MaxConnectionsPerServer = int.MaxValue,
#endif
        };
        if (proxy is not null)
        {
            handler.Proxy = proxy;
        }

        // Both waits, for the head and for each piece of the body, are ours to time.
        HttpClient http = new(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.ExpectContinue = false;
        http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        return new SevuConnection(credential, endpoint, timeout, retry, proxy, http);
    }
}
