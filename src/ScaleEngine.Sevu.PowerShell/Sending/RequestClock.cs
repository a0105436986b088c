using ScaleEngine.Sevu.Errors;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The time that a connection's requests are signed with: this machine's, corrected when the service reports clock
/// skew.</summary>
internal sealed class RequestClock
{
    private static readonly TimeSpan MinCorrection = TimeSpan.FromSeconds(2);

    private long _correctionTicks;

    /// <summary>The correction that is added to this machine's time.</summary>
    public TimeSpan Correction => new(Interlocked.Read(ref _correctionTicks));

    /// <summary>The time to sign a request with now: Unix seconds, UTC.</summary>
    public long Timestamp => Time.ToUnixTimeSeconds();

    /// <summary>The time until <see cref="Timestamp"/> changes.</summary>
    public TimeSpan TimeToNextTimestamp => TimeSpan.FromMilliseconds(1000 - Time.Millisecond);

    private DateTimeOffset Time => DateTimeOffset.UtcNow + Correction;

    /// <summary>Corrects the clock if a request was rejected because of clock skew.</summary>
    /// <param name="usedCorrection">The correction that the request was signed with.</param>
    /// <param name="rejection">Why it was rejected.</param>
    /// <param name="newlyAhead">How far this machine's clock is ahead of the service's; null if another request has already
    /// corrected it.</param>
    /// <returns>Whether the request should be sent again.</returns>
    public bool TryCorrect(TimeSpan usedCorrection, SevuServiceException rejection, out TimeSpan? newlyAhead)
    {
        newlyAhead = null;
        if (rejection.Code.Kind != ServiceCodeKind.Clock
            || rejection.ClockDifference is not TimeSpan ahead
            || ahead.Duration() < MinCorrection
            || ahead.Duration() > SevuServiceException.MaxCorrection)
        {
            return false;
        }

        if (Interlocked.CompareExchange(ref _correctionTicks, -ahead.Ticks, usedCorrection.Ticks) == usedCorrection.Ticks)
        {
            newlyAhead = ahead;
        }

        return true;
    }
}
