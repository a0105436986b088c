namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts attempts by time, in columns that become wider as the time they cover grows. The order of the attempts does not
/// matter.</summary>
internal sealed class TimeSeries
{
    /// <summary>The most columns of a result, unless it covers millennia.</summary>
    public const int MaxColumns = 96;

    /// <summary>Until there are so many, columns are no wider than a quarter of an hour: by that much, or a multiple of it, a time zone
    /// is ahead of UTC.</summary>
    private const int MaxKept = 50_000;

    /// <summary>By their numbers, which count from the year 1 in UTC.</summary>
    private Dictionary<long, (long Accepted, long Rejected)> _columns = [];
    private int _width;

    private long WidthTicks => TimeColumns.Widths[_width] * TimeSpan.TicksPerMinute;

    public void Add(DateTime utc, bool isAccepted)
    {
        long column = utc.Ticks / WidthTicks;
        if (!_columns.TryGetValue(column, out (long Accepted, long Rejected) counts) && _columns.Count == MaxKept)
        {
            Widen();
            Add(utc, isAccepted);
            return;
        }

        _columns[column] = isAccepted ? (counts.Accepted + 1, counts.Rejected) : (counts.Accepted, counts.Rejected + 1);
    }

    /// <param name="zone">The time zone in which columns begin at full hours and days, by its offset when the first one begins.</param>
    /// <returns>Null if nothing was added.</returns>
    public TimeColumns? ToColumns(TimeZoneInfo zone)
    {
        if (_columns.Count == 0)
        {
            return null;
        }

        DateTime first = new(_columns.Keys.Min() * WidthTicks, DateTimeKind.Utc);
        TimeSpan offset = zone.GetUtcOffset(first);
        long begin = first.Ticks + offset.Ticks;
        long end = (_columns.Keys.Max() * WidthTicks) + offset.Ticks;
        long widest = TimeColumns.Widths[TimeColumns.Widths.Count - 1];
        long width = TimeColumns.Widths.Skip(_width)
            .First(minutes => NumberAt(end, minutes) - NumberAt(begin, minutes) < MaxColumns || minutes == widest);

        long firstNumber = NumberAt(begin, width);
        long[] accepted = new long[NumberAt(end, width) - firstNumber + 1];
        long[] rejected = new long[accepted.Length];
        foreach (KeyValuePair<long, (long Accepted, long Rejected)> column in _columns)
        {
            long index = NumberAt((column.Key * WidthTicks) + offset.Ticks, width) - firstNumber;
            accepted[index] += column.Value.Accepted;
            rejected[index] += column.Value.Rejected;
        }

        return new TimeColumns(firstNumber, width, offset, accepted, rejected);
    }

    /// <returns>The number of the column at a time of the zone.</returns>
    private static long NumberAt(long ticks, long widthMinutes) => ticks / (widthMinutes * TimeSpan.TicksPerMinute);

    private void Widen()
    {
        long factor = TimeColumns.Widths[_width + 1] / TimeColumns.Widths[_width];
        _width++;
        _columns = _columns.GroupBy(column => column.Key / factor).ToDictionary(
            group => group.Key,
            group => (group.Sum(column => column.Value.Accepted), group.Sum(column => column.Value.Rejected)));
    }
}
