namespace ScaleEngine.Sevu.Analysis;

/// <summary>When a network was present, as periods: times that are at most a window apart are one period. So any window that begins
/// in a period after its first time, or less than a window before that, contains one of its times.</summary>
/// <remarks>The times may come in any order. Memory grows with the time that they span, not with their number.</remarks>
internal sealed class Presence
{
    // In order. The next one begins more than a window after the end of the one before.
    private readonly List<(long First, long Last)> _periods = new(1);

    public int Count => _periods.Count;

    public (long First, long Last) this[int index] => _periods[index];

    /// <param name="time">The time, in seconds.</param>
    /// <param name="window">The length of the window, in seconds.</param>
    /// <returns>How many more periods there are.</returns>
    public int Add(long time, long window)
    {
        int index = IndexOf(time - window);
        if (index == _periods.Count || time < _periods[index].First - window)
        {
            _periods.Insert(index, (time, time));
            return 1;
        }

        (long first, long last) = _periods[index];
        if (time >= first && time <= last)
        {
            return 0;
        }

        first = Math.Min(first, time);
        last = Math.Max(last, time);
        bool isJoined = index + 1 < _periods.Count && _periods[index + 1].First - last <= window;
        if (isJoined)
        {
            last = _periods[index + 1].Last;
            _periods.RemoveAt(index + 1);
        }

        _periods[index] = (first, last);
        return isJoined ? -1 : 0;
    }

    /// <returns>The first period that does not end before a time.</returns>
    private int IndexOf(long time)
    {
        int low = 0;
        int high = _periods.Count;
        // A log is usually in order.
        if (high > 0 && _periods[high - 1].First <= time)
        {
            return _periods[high - 1].Last < time ? high : high - 1;
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_periods[middle].Last < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
