namespace ScaleEngine.Sevu.Sending;

/// <summary>Whether the service can be reached at all, for the requests of one run. Once a request has used up its retries without
/// reaching the service, the others fail like it at once, until one gets through.</summary>
internal sealed class Reachability
{
    private readonly OnceFlag _warned = new();
    private volatile SevuException? _failure;

    /// <param name="messages">Receives a warning, once per run.</param>
    /// <exception cref="SevuException">The service cannot be reached.</exception>
    public void ThrowIfUnreachable(IMessages messages)
    {
        if (_failure is SevuException failure)
        {
            if (_warned.TrySet())
            {
                messages.Warning(Messages.Unreachable);
            }

            throw failure.Copy();
        }
    }

    /// <summary>Reports the end of a request that is not retried further.</summary>
    /// <param name="failure">How it failed; null if it did not.</param>
    public void Report(SevuException? failure)
    {
        bool isUnreachable = failure is (SevuNetworkException or SevuTimeoutException) and { RequestSent: false };
        if (isUnreachable || failure is null or { RequestSent: true })
        {
            _failure = isUnreachable ? failure : null;
        }
    }
}
