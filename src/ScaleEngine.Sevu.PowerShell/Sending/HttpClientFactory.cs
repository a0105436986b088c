using System.Net;
using System.Reflection;
#if !NET
using System.Runtime.InteropServices;
#endif
using System.Security.Authentication;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Creates HTTP clients: TLS, proxy, compression, redirects.</summary>
internal static class HttpClientFactory
{
    private static readonly string UserAgent = "ScaleEngine.Sevu/"
        + typeof(HttpClientFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The TLS versions to offer: those of the system's settings, but not those older than 1.2.</summary>
    public static SslProtocols TlsVersions { get; } =
#if !NET
        // .NET Framework's default in Windows PowerShell 5.1 includes TLS 1.0. This build also runs on .NET, in tests.
        RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal) ? SslProtocols.Tls12 :
#endif
        SslProtocols.None;

    /// <param name="endpoint">The service.</param>
    /// <param name="proxy">The proxy; null for that of the system's settings.</param>
    public static HttpClient Create(Uri endpoint, IWebProxy? proxy)
    {
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslProtocols = TlsVersions,
            // A request to this machine must not leave it: plain http would show key and signature to the proxy.
            UseProxy = !endpoint.IsLoopback,
#if !NET
            // .NET Framework's default is 2. The throttle limit decides how many requests run at once.
            MaxConnectionsPerServer = int.MaxValue,
#endif
        };
        if (proxy is not null)
        {
            handler.Proxy = proxy;
        }

        // The timeouts for the headers and for each part of the body are applied elsewhere: RequestSender, ResponseBodyStream.
        HttpClient http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.ExpectContinue = false;
        // Not Brotli: .NET Framework lacks it, and it was slower where it was measured.
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        return http;
    }

    /// <summary>The proxy in use, as given or from the system's settings, without user name and password; null for none.</summary>
    public static Uri? ProxyFor(Uri endpoint, IWebProxy? given)
    {
#if NET
        IWebProxy? proxy = given ?? HttpClient.DefaultProxy;
#else
        IWebProxy? proxy = given ?? WebRequest.DefaultWebProxy;
#endif
        Uri? used = proxy is null || endpoint.IsLoopback || proxy.IsBypassed(endpoint) ? null : proxy.GetProxy(endpoint);
        return used is null || used.UserInfo.Length == 0 ? used : new UriBuilder(used) { UserName = "", Password = "" }.Uri;
    }
}
