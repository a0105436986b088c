using System;
using System.Diagnostics;

namespace ScaleEngine.Sevu.Client;

/// <summary>The pause that all requests of a connection make once the service says that it is busy.</summary>
internal sealed class BusyPause
{
    /// <summary>A busy service asks for more patience than a broken connection: so many doublings more.</summary>
    private const int ExtraDoublings = 2;

    private readonly object _lock = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _begin;
    private TimeSpan _end;
    private int _round;

    /// <summary>The time by which <see cref="Begin"/> and <see cref="Over"/> know when a request was sent.</summary>
    public TimeSpan Now => _time.Elapsed;

    /// <summary>How long a request has to wait before it is sent.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                return Positive(_end - Now);
            }
        }
    }

    /// <summary>A request was answered with "busy". Those that were under way together make one pause together.</summary>
    /// <param name="sent">When it was sent.</param>
    /// <param name="retryAfter">The wait that the service asks for; null for none.</param>
    /// <param name="policy">The wait where it asks for none, longer each time until it is over.</param>
    /// <returns>How long the pause lasts from now.</returns>
    public TimeSpan Begin(TimeSpan sent, TimeSpan? retryAfter, RetryPolicy policy)
    {
        lock (_lock)
        {
            TimeSpan? wait = retryAfter;
            if (sent >= _begin)
            {
                _round++;
                _begin = Now;
                wait ??= policy.Wait(_round + ExtraDoublings);
            }

            Extend(wait ?? TimeSpan.Zero);
            return Positive(_end - Now);
        }
    }

    /// <summary>A request that was sent then was answered.</summary>
    public void Over(TimeSpan sent)
    {
        lock (_lock)
        {
            if (sent >= _begin)
            {
                _round = 0;
            }
        }
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private void Extend(TimeSpan wait)
    {
        TimeSpan end = Now + wait;
        _end = end > _end ? end : _end;
    }
}
