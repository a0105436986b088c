using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Sending;

/// <summary>How often a read is tried again, and after which waits.</summary>
/// <param name="MaximumCount">Tries after the first one.</param>
/// <param name="Interval">The wait before the first of them; each further wait is twice as long.</param>
internal sealed record RetryPolicy(int MaximumCount, TimeSpan Interval)
{
    /// <summary>A service that asks for more than this does not want to be waited for.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(10);

    /// <summary>A day.</summary>
    public const int MaxIntervalSec = 24 * 60 * 60;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    /// <param name="retry">1 for the first.</param>
    /// <returns>A wait that differs from caller to caller by up to a quarter, so that they do not all come back at once.</returns>
    public TimeSpan Delay(int retry)
    {
        double doubled = Interval.TotalSeconds * Math.Pow(2, retry - 1);
        double seconds = Math.Max(Interval.TotalSeconds, Math.Min(doubled, MaxDelay.TotalSeconds));
        return TimeSpan.FromSeconds(seconds * (1 + (Random() / 4)));
    }

    /// <returns>From 0 to 1.</returns>
    private static double Random()
    {
        byte[] bytes = new byte[2];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return BitConverter.ToUInt16(bytes, 0) / (double)ushort.MaxValue;
    }
}
