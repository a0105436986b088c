namespace ScaleEngine.Sevu.Analysis;

/// <summary>When the logs of tickets are read again: each once per interval, spread evenly over it, and never twice at the same
/// time.</summary>
/// <remarks>Times are those of any clock that never goes back, from its start. Not safe for use by several threads.</remarks>
internal sealed class PollSchedule
{
    private readonly TimeSpan _interval;
    // When the first interval of each ticket begins, which is not the same for any two.
    private readonly Dictionary<FollowedTicket, TimeSpan> _phases = [];
    private readonly SortedDictionary<(TimeSpan Time, TimeSpan Phase), FollowedTicket> _due = [];

    /// <param name="tickets">The tickets.</param>
    /// <param name="interval">The time from one reading of a ticket to the next, positive.</param>
    /// <param name="now">The time of the clock.</param>
    public PollSchedule(IReadOnlyCollection<FollowedTicket> tickets, TimeSpan interval, TimeSpan now)
    {
        _interval = interval;
        foreach (FollowedTicket ticket in tickets)
        {
            _phases.Add(ticket, TimeSpan.FromTicks(interval.Ticks / tickets.Count * _phases.Count));
            Return(ticket, now);
        }
    }

    /// <summary>Whether there is no ticket.</summary>
    public bool IsEmpty => _phases.Count == 0;

    /// <returns>The ticket to read now, which must be returned; null if none is due.</returns>
    public FollowedTicket? TakeDue(TimeSpan now)
    {
        if (_due.Count == 0 || _due.First().Key.Time > now)
        {
            return null;
        }

        KeyValuePair<(TimeSpan Time, TimeSpan Phase), FollowedTicket> first = _due.First();
        _due.Remove(first.Key);
        return first.Value;
    }

    /// <returns>How long no ticket is due.</returns>
    public TimeSpan UntilNext(TimeSpan now)
    {
        TimeSpan wait = _due.Count == 0 ? _interval : _due.First().Key.Time - now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Takes a ticket back, to read it again at its next time.</summary>
    public void Return(FollowedTicket ticket, TimeSpan now)
    {
        TimeSpan phase = _phases[ticket];
        TimeSpan next = now < phase ? phase : phase + TimeSpan.FromTicks((((now - phase).Ticks / _interval.Ticks) + 1) * _interval.Ticks);
        _due.Add((next, phase), ticket);
    }
}
