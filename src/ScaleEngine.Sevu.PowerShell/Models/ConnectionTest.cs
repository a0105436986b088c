namespace ScaleEngine.Sevu;

/// <summary>The result of a connection test, step by step. A step that was not reached is null.</summary>
public sealed class ConnectionTest
{
    internal ConnectionTest(Uri endpoint) => Endpoint = endpoint;

    /// <summary>The service's URL.</summary>
    public Uri Endpoint { get; }

    /// <summary>The proxy in use; null for none. With a proxy, the next two steps test the proxy, and TLS is not tested
    /// separately.</summary>
    public Uri? Proxy { get; internal set; }

    /// <summary>Whether the name could be resolved.</summary>
    public bool? NameResolved { get; internal set; }

    /// <summary>The addresses of the name.</summary>
    public string[]? IPAddress { get; internal set; }

    /// <summary>Whether a TCP connection could be made.</summary>
    public bool? Connected { get; internal set; }

    /// <summary>The negotiated TLS version, such as <c>1.3</c>; also null for plain HTTP.</summary>
    public string? TlsVersion { get; internal set; }

    /// <summary>Whether the response was one of the service.</summary>
    public bool? Answered { get; internal set; }

    /// <summary>From sending the request to receiving the headers. The first request of a connection includes
    /// connecting.</summary>
    public TimeSpan? RoundTripTime { get; internal set; }

    /// <summary>How far this machine's clock is ahead of the service's, negative if it is behind, by the <c>Date</c> header,
    /// which has whole seconds.</summary>
    public TimeSpan? ClockDifference { get; internal set; }

    /// <summary>Whether the service accepted CDN id, API key and signature.</summary>
    public bool? CredentialAccepted { get; internal set; }

    /// <summary>Whether every step succeeded.</summary>
    public bool Success => FailedStep is null;

    /// <summary>The step that failed: <c>NameResolved</c>, <c>Connected</c>, <c>TlsVersion</c>, <c>Answered</c>,
    /// <c>ClockDifference</c> or <c>CredentialAccepted</c>; null if none did.</summary>
    public string? FailedStep { get; internal set; }

    /// <summary>What went wrong.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? RecommendedAction { get; internal set; }
}
