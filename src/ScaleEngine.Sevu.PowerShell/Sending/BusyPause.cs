using System.Diagnostics;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Pauses all requests of a connection while the service is overloaded.</summary>
internal sealed class BusyPause
{
    private readonly object _lock = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _end;

    /// <summary>How long a request must wait before it is sent.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                TimeSpan remaining = _end - _time.Elapsed;
                return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Starts or extends the pause, after the service reported overload. A longer pause that is already running
    /// remains.</summary>
    /// <returns>How long the pause lasts from now.</returns>
    public TimeSpan ReportBusy(TimeSpan wait)
    {
        lock (_lock)
        {
            TimeSpan end = _time.Elapsed + wait;
            _end = end > _end ? end : _end;
            return Remaining;
        }
    }
}
