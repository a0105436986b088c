namespace ScaleEngine.Sevu.Analysis;

/// <summary>Attempts by time, in columns of the same width without gaps.</summary>
/// <param name="First">The number of the first column; number 0 begins with the year 1.</param>
/// <param name="WidthMinutes">The width of a column, in minutes.</param>
/// <param name="Offset">How far the clock of the columns is ahead of UTC: the same for all, also if summer time begins or ends.</param>
/// <param name="Accepted">How many attempts of each column were accepted.</param>
/// <param name="Rejected">How many were rejected.</param>
internal sealed record TimeColumns(long First, long WidthMinutes, TimeSpan Offset, long[] Accepted, long[] Rejected)
{
    private const long Day = 24 * 60;

    /// <summary>The widths that columns may have, in minutes. Each is a multiple of the one before, so that columns can be put
    /// together.</summary>
    public static IReadOnlyList<long> Widths { get; } =
        [1, 5, 15, 30, 60, 180, 360, 720, Day, 7 * Day, 28 * Day, 364 * Day, 3640 * Day, 36400 * Day];

    /// <summary>From one label to the next, in minutes. The last one is enough for all years that there are.</summary>
    private static readonly long[] LabelSteps =
        [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day, 56 * Day, 182 * Day, 364 * Day,
         1820 * Day, 3640 * Day, 18200 * Day, 36400 * Day, 364000 * Day, 3640000 * Day];

    public int Count => Accepted.Length;

    /// <returns>When a column begins, by the clock of the columns.</returns>
    public DateTime BeginOf(long column)
        => new(Math.Min(Math.Max(column * WidthMinutes * TimeSpan.TicksPerMinute, 0), DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);

    /// <returns>How many columns there are from one label to the next, if there may be so many labels.</returns>
    public long LabelStep(int maxLabels)
        => LabelSteps.First(step => step % WidthMinutes == 0 && step * maxLabels >= Count * WidthMinutes) / WidthMinutes;
}
