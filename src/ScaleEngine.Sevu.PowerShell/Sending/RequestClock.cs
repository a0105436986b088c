using System.Diagnostics;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The clock that signs a connection's requests: this machine's clock, corrected when the service reports clock
/// skew.</summary>
/// <remarks>The service uses timestamp and signature to reject replays, so each signature is sent only once. In the next
/// second, the same request has another signature.</remarks>
internal sealed class RequestClock
{
    /// <summary>Signatures are unique per second. This is longer than a second plus the time to sign a request.</summary>
    private static readonly TimeSpan ReservationTime = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Stopwatch _sinceRotation = Stopwatch.StartNew();
    private HashSet<string> _recentSignatures = [];
    private HashSet<string> _olderSignatures = [];
    private TimeSpan _correction;

    /// <summary>The correction that is added to this machine's time.</summary>
    public TimeSpan Correction
    {
        get
        {
            lock (_lock)
            {
                return _correction;
            }
        }
    }

    /// <summary>The time to sign a request with now: Unix seconds, UTC.</summary>
    public long Timestamp => Time.ToUnixTimeSeconds();

    /// <summary>The time until <see cref="Timestamp"/> changes.</summary>
    public TimeSpan TimeToNextTimestamp => TimeSpan.FromMilliseconds(1000 - Time.Millisecond);

    private DateTimeOffset Time => DateTimeOffset.UtcNow + Correction;

    /// <returns>False if the signature was used before.</returns>
    // Signatures expire by elapsed time, not by their timestamp: this machine's clock may be set back at any time, and the
    // correction may change.
    public bool TryReserve(string signature)
    {
        lock (_lock)
        {
            if (_sinceRotation.Elapsed >= ReservationTime)
            {
                (_olderSignatures, _recentSignatures) = (_recentSignatures, _olderSignatures);
                _recentSignatures.Clear();
                _sinceRotation.Restart();
            }

            return !_olderSignatures.Contains(signature) && _recentSignatures.Add(signature);
        }
    }

    /// <summary>Corrects the clock after the service rejected a request's timestamp.</summary>
    /// <param name="usedCorrection">The correction that the request was signed with.</param>
    /// <param name="ahead">How far this machine's clock is ahead of the service's.</param>
    /// <returns>False if another request has already corrected it.</returns>
    public bool Correct(TimeSpan usedCorrection, TimeSpan ahead)
    {
        lock (_lock)
        {
            if (usedCorrection != _correction)
            {
                return false;
            }

            _correction = -ahead;
            return true;
        }
    }
}
