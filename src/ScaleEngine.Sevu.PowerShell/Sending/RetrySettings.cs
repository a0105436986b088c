using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Sending;

/// <summary>How many times a read is retried, and after which delays.</summary>
/// <param name="MaximumCount">Retries after the first attempt to send.</param>
/// <param name="Interval">The delay before the first retry; doubled before each further one, up to a minute.</param>
internal sealed record RetrySettings(int MaximumCount, TimeSpan Interval)
{
    /// <summary>One day.</summary>
    public const int MaxIntervalSec = 24 * 60 * 60;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    /// <param name="retry">1 for the first retry.</param>
    /// <returns>The delay, with up to a quarter of random jitter, so that clients do not retry at the same moment.</returns>
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
