using System.Diagnostics;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The pause that all requests of a connection make once the service says that it is busy.</summary>
internal sealed class BusyPause
{
    private readonly object _lock = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _end;

    /// <summary>How long a request has to wait before it is sent.</summary>
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

    /// <summary>A request was answered with "busy": nobody asks for that long from now, or for as long as the pause lasts
    /// already.</summary>
    /// <returns>How long that is.</returns>
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
