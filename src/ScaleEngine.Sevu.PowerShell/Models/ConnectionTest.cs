namespace ScaleEngine.Sevu;

/// <summary>How far <c>Test-SevuConnection</c> came, step by step. A step that was not reached is null.</summary>
public sealed class ConnectionTest
{
    internal ConnectionTest(Uri endpoint) => Endpoint = endpoint;

    /// <summary>Where the service listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>The proxy on the way there; null for none. With one, the next two steps are about the proxy, and TLS,
    /// which goes through it, is not looked at by itself.</summary>
    public Uri? Proxy { get; internal set; }

    /// <summary>Whether the name could be resolved.</summary>
    public bool? NameResolved { get; internal set; }

    /// <summary>The addresses it stands for.</summary>
    public string[]? IPAddress { get; internal set; }

    /// <summary>Whether a TCP connection could be made.</summary>
    public bool? Connected { get; internal set; }

    /// <summary>The TLS version the two sides agreed on, such as <c>1.3</c>; null for plain HTTP too.</summary>
    public string? TlsVersion { get; internal set; }

    /// <summary>Whether the service answered as itself.</summary>
    public bool? Answered { get; internal set; }

    /// <summary>From sending the request to the head of its answer. The first request of a connection also makes the
    /// network connection.</summary>
    public TimeSpan? RoundTripTime { get; internal set; }

    /// <summary>How far this machine's clock is ahead of the service's, negative where it is behind, by the answer's
    /// <c>Date</c> header, which has whole seconds.</summary>
    public TimeSpan? ClockDifference { get; internal set; }

    /// <summary>Whether the service accepted CDN id, API key and signature.</summary>
    public bool? CredentialAccepted { get; internal set; }

    /// <summary>Whether every step went well.</summary>
    public bool Success => FailedStep is null;

    /// <summary>The step that failed: <c>NameResolved</c>, <c>Connected</c>, <c>TlsVersion</c>, <c>Answered</c>,
    /// <c>ClockDifference</c> or <c>CredentialAccepted</c>; null where none did.</summary>
    public string? FailedStep { get; internal set; }

    /// <summary>What went wrong.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? RecommendedAction { get; internal set; }
}
