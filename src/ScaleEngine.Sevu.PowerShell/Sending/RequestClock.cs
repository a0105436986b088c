using System.Diagnostics;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The time that a connection's requests are signed with: this machine's, corrected once the service says that it
/// is off.</summary>
/// <remarks>The service uses time and signature against replay, so each signature may go out once; the next second gives
/// the same request another.</remarks>
internal sealed class RequestClock
{
    /// <summary>Longer than a second lasts, and a request takes to be signed.</summary>
    private static readonly TimeSpan ReservationTime = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Stopwatch _sinceRotation = Stopwatch.StartNew();
    private HashSet<string> _recentSignatures = [];
    private HashSet<string> _olderSignatures = [];
    private TimeSpan _correction;

    /// <summary>What is added to this machine's time.</summary>
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

    /// <summary>Unix seconds, UTC, for a request that is signed now.</summary>
    public long Timestamp => Time.ToUnixTimeSeconds();

    /// <summary>Until the next second.</summary>
    public TimeSpan TimeToNextTimestamp => TimeSpan.FromMilliseconds(1000 - Time.Millisecond);

    private DateTimeOffset Time => DateTimeOffset.UtcNow + Correction;

    /// <returns>False where the signature was usedCorrection already, or may have been.</returns>
    // Not by the request's own time: this machine's clock may be set back, and its correction may change, at any time. The
    // same signature can only come again within its second.
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

    /// <summary>The service refused a request for its time.</summary>
    /// <param name="usedCorrection">The correction that the request was signed with.</param>
    /// <param name="ahead">How far this machine's clock is ahead of the service's.</param>
    /// <returns>False where another request has corrected it meanwhile.</returns>
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
