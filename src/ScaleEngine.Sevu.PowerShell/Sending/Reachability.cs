using System.Diagnostics;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Whether the service can be reached at all, for the requests of one run. Once a request has used up its retries without
/// reaching the service, the others fail like it at once, until one gets through. Now and then one is sent to find out.</summary>
internal sealed class Reachability
{
    private readonly object _lock = new();
    private readonly OnceFlag _warned = new();
    private readonly Stopwatch _sinceFailure = new();
    private SevuException? _failure;

    /// <summary>Call it before a request is sent for the first time.</summary>
    /// <param name="interval">How long after a failure a request is sent again to find out.</param>
    /// <param name="messages">Receives a warning, once per run.</param>
    /// <returns>Whether the request may be retried. One that is sent to find out may not.</returns>
    /// <exception cref="SevuException">The service cannot be reached.</exception>
    public bool Enter(TimeSpan interval, IMessages messages)
    {
        SevuException failure;
        lock (_lock)
        {
            if (_failure is null)
            {
                return true;
            }

            if (_sinceFailure.Elapsed >= interval)
            {
                _sinceFailure.Restart();
                return false;
            }

            failure = _failure;
        }

        if (_warned.TrySet())
        {
            messages.Warning(Messages.Unreachable);
        }

        throw failure.Copy();
    }

    /// <summary>Reports the end of a request that is not retried further.</summary>
    /// <param name="failure">How it failed; null if it did not.</param>
    public void Report(SevuException? failure)
    {
        bool isUnreachable = failure is (SevuNetworkException or SevuTimeoutException) and { RequestSent: false };
        if (isUnreachable || failure is null or { RequestSent: true })
        {
            lock (_lock)
            {
                _failure = isUnreachable ? failure : null;
                _sinceFailure.Restart();
            }
        }
    }
}
