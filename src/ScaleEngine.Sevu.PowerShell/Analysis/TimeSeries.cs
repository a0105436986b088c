namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts attempts by time, in columns that become wider as the time they cover grows.</summary>
internal sealed class TimeSeries
{
    /// <summary>The most columns of a result, unless it covers centuries.</summary>
    public const int MaxColumns = 96;

    private const int MaxKept = 2000;

    private readonly TimeZoneInfo _zone;
    private Dictionary<long, (long Accepted, long Rejected)> _columns = [];
    private int _width;
    private TimeSpan? _offset;

    /// <param name="zone">The time zone in which columns begin at full hours and days.</param>
    public TimeSeries(TimeZoneInfo zone) => _zone = zone;

    public void Add(DateTime utc, bool isAccepted)
    {
        // One offset for all, so that all columns are of the same width when summer time begins or ends.
        _offset ??= _zone.GetUtcOffset(utc);
        long column = (utc.Ticks + _offset.Value.Ticks) / (TimeColumns.Widths[_width] * TimeSpan.TicksPerMinute);
        if (!_columns.TryGetValue(column, out (long Accepted, long Rejected) counts) && _columns.Count == MaxKept)
        {
            Widen(_width + 1);
            Add(utc, isAccepted);
            return;
        }

        _columns[column] = isAccepted ? (counts.Accepted + 1, counts.Rejected) : (counts.Accepted, counts.Rejected + 1);
    }

    /// <returns>Null if nothing was added.</returns>
    public TimeColumns? ToColumns()
    {
        if (_offset is not TimeSpan offset)
        {
            return null;
        }

        while (_columns.Keys.Max() - _columns.Keys.Min() >= MaxColumns && _width < TimeColumns.Widths.Count - 1)
        {
            Widen(_width + 1);
        }

        long first = _columns.Keys.Min();
        double[] accepted = new double[_columns.Keys.Max() - first + 1];
        double[] rejected = new double[accepted.Length];
        foreach (KeyValuePair<long, (long Accepted, long Rejected)> column in _columns)
        {
            (accepted[column.Key - first], rejected[column.Key - first]) = column.Value;
        }

        return new TimeColumns(first, TimeColumns.Widths[_width], offset, accepted, rejected);
    }

    private void Widen(int width)
    {
        long factor = TimeColumns.Widths[width] / TimeColumns.Widths[_width];
        _width = width;
        _columns = _columns.GroupBy(column => column.Key / factor).ToDictionary(
            group => group.Key,
            group => (group.Sum(column => column.Value.Accepted), group.Sum(column => column.Value.Rejected)));
    }
}
