using System;
using System.Collections.Generic;

namespace ScaleEngine.Sevu.Client;

/// <summary>The time that a connection's requests are signed with: this machine's, corrected once the service says that it
/// is off.</summary>
/// <remarks>The service uses time and signature against replay, so each signature may go out once; the next second gives
/// the same request another.</remarks>
internal sealed class RequestClock
{
    private readonly object _lock = new();
    private readonly HashSet<string> _signatures = [];
    private TimeSpan _correction;
    private long _second;

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
    public TimeSpan UntilNextTimestamp => TimeSpan.FromMilliseconds(1000 - Time.Millisecond);

    private DateTimeOffset Time => DateTimeOffset.UtcNow + Correction;

    /// <returns>False where the signature was used already, or may have been.</returns>
    public bool Claim(long timestamp, string signature)
    {
        lock (_lock)
        {
            if (timestamp > _second)
            {
                _second = timestamp;
                _signatures.Clear();
            }

            return timestamp == _second && _signatures.Add(signature);
        }
    }

    /// <summary>The service refused a request for its time.</summary>
    /// <param name="used">The correction that the request was signed with.</param>
    /// <param name="ahead">How far this machine's clock is ahead of the service's.</param>
    /// <returns>False where another request has corrected it meanwhile.</returns>
    public bool Correct(TimeSpan used, TimeSpan ahead)
    {
        lock (_lock)
        {
            if (used != _correction)
            {
                return false;
            }

            _correction = -ahead;
            _second = 0;
            return true;
        }
    }
}
