using System;
using System.Collections.Generic;
using System.Linq;
using ScaleEngine.Sevu.Analysis;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

/// <summary>Compares the columns of a chart with a computation that is slow and obvious.</summary>
public class TimeSeriesTests
{
    private const int Day = 24 * 60;

    // A century: with it, there may be more columns.
    private const long Widest = 36_400 * Day;

    // In minutes. Widths that follow from them are those of the product, so that a column that is too narrow or too wide is found.
    private static readonly long[] Spans =
        [1, 30, 95, 96, 97, 300, 600, 1440, 3000, 6000, 20 * Day, 60 * Day, 90 * Day, 400 * Day, 3000 * Day, 20_000 * Day, 100_000 * Day, 1_000_000 * Day];

    private static readonly TimeZoneInfo[] Zones =
    [
        TimeZoneInfo.Utc,
        Zone("+05:45"),
        Zone("-03:30"),
        Zone("+14:00"),
        Zone("-12:00"),
        SummerTime("+01:00", firstMonth: 3, lastMonth: 10),
        // The summer of the southern hemisphere, and half an hour.
        SummerTime("+10:30", firstMonth: 10, lastMonth: 4, minutes: 30),
        SummerTime("-03:30", firstMonth: 3, lastMonth: 11),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Spans.Length * Zones.Length)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_columns_are_what_a_slow_computation_gives(int seed)
    {
        Random random = new(seed);
        TimeZoneInfo zone = Zones[seed % Zones.Length];
        (DateTime Utc, bool IsAccepted)[] attempts = Generate(random, Spans[seed / Zones.Length]);

        TimeColumns columns = Add(attempts).ToColumns(zone)!;

        DateTime first = attempts.Min(attempt => attempt.Utc);
        TimeSpan offset = zone.GetUtcOffset(first.AddTicks(-(first.Ticks % TimeSpan.TicksPerMinute)));
        DateTime[] local = [.. attempts.Select(attempt => attempt.Utc + offset)];
        long width = TimeColumns.Widths.First(minutes => Number(local.Max(), minutes) - Number(local.Min(), minutes) < 96 || minutes == Widest);
        Assert.Equal((offset, width), (columns.Offset, columns.WidthMinutes));
        Assert.True(columns.Count is > 0 and <= 96 || width == Widest, $"{columns.Count}");
        Assert.Equal(Number(local.Min(), width), columns.First);
        Assert.Equal(Number(local.Max(), width) - columns.First + 1, columns.Count);
        Assert.Equal((attempts.Count(attempt => attempt.IsAccepted), attempts.Count(attempt => !attempt.IsAccepted)), (columns.Accepted.Sum(), columns.Rejected.Sum()));
        for (int i = 0; i < columns.Count; i++)
        {
            DateTime begin = columns.BeginOf(columns.First + i);
            (DateTime Utc, bool IsAccepted)[] within = [.. attempts.Where(attempt => attempt.Utc + offset >= begin && attempt.Utc + offset < columns.BeginOf(columns.First + i + 1))];
            Assert.Equal(within.Count(attempt => attempt.IsAccepted), columns.Accepted[i]);
            Assert.Equal(within.Count(attempt => !attempt.IsAccepted), columns.Rejected[i]);
            Assert.Equal(width * (columns.First + i), begin.Ticks / TimeSpan.TicksPerMinute);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_attempts_does_not_matter(int seed)
    {
        Random random = new(seed);
        (DateTime Utc, bool IsAccepted)[] attempts = Generate(random, Spans[seed / Zones.Length]);
        TimeZoneInfo zone = Zones[seed % Zones.Length];

        TimeColumns one = Add(attempts).ToColumns(zone)!;
        TimeColumns other = Add([.. attempts.OrderBy(_ => random.Next())]).ToColumns(zone)!;

        Assert.Equal((one.First, one.WidthMinutes, one.Offset), (other.First, other.WidthMinutes, other.Offset));
        Assert.Equal(one.Accepted, other.Accepted);
        Assert.Equal(one.Rejected, other.Rejected);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Labels_are_whole_columns_apart_and_not_too_many(int seed)
    {
        TimeColumns columns = Add(Generate(new Random(seed), Spans[seed / Zones.Length])).ToColumns(Zones[seed % Zones.Length])!;

        foreach (int maxLabels in new[] { 2, 4, 8, 12 })
        {
            AssertLabels(columns, maxLabels);
        }
    }

    [Fact]
    public void Every_number_of_columns_of_every_width_can_be_labelled()
    {
        foreach (long width in TimeColumns.Widths)
        {
            for (int count = 1; count <= (width == Widest ? 101 : 96); count++)
            {
                AssertLabels(new TimeColumns(0, width, TimeSpan.Zero, new long[count], new long[count]), 4);
                AssertLabels(new TimeColumns(0, width, TimeSpan.Zero, new long[count], new long[count]), 8);
            }
        }
    }

    [Fact]
    public void Each_width_is_a_multiple_of_the_one_before()
    {
        for (int i = 1; i < TimeColumns.Widths.Count; i++)
        {
            Assert.Equal(0, TimeColumns.Widths[i] % TimeColumns.Widths[i - 1]);
        }
    }

    [Fact]
    public void Millions_of_attempts_in_as_many_minutes_are_counted_in_few_columns()
    {
        TimeSeries series = new();
        DateTime start = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < 1_000_000; i++)
        {
            series.Add(start.AddMinutes(i * 7919L % 1_000_000), isAccepted: i % 4 != 0);
        }

        TimeColumns columns = series.ToColumns(TimeZoneInfo.Utc)!;
        Assert.InRange(columns.Count, 2, 96);
        Assert.Equal((750_000, 250_000), (columns.Accepted.Sum(), columns.Rejected.Sum()));
    }

    [Fact]
    public void The_first_and_the_last_time_that_there_are_do_not_overflow()
    {
        DateTime[] times = [DateTime.MinValue, DateTime.MinValue.AddHours(1), DateTime.MaxValue.AddHours(-1), DateTime.MaxValue];
        foreach (TimeZoneInfo zone in Zones)
        {
            foreach (DateTime[] some in new DateTime[][] { times, [times[0]], [times[3]], [times[0], times[1]], [times[3], times[2]] })
            {
                TimeColumns columns = Add([.. some.Select(time => (DateTime.SpecifyKind(time, DateTimeKind.Utc), true))]).ToColumns(zone)!;

                Assert.Equal(some.Length, columns.Accepted.Sum());
                Assert.InRange(columns.Count, 1, 101);
                AssertLabels(columns, 4);
                AssertLabels(columns, 8);
                Assert.InRange(columns.BeginOf(columns.First), DateTime.MinValue, DateTime.MaxValue);
                Assert.InRange(columns.BeginOf(columns.First + columns.Count), DateTime.MinValue, DateTime.MaxValue);
            }
        }
    }

    [Fact]
    public void Without_attempts_there_are_no_columns() => Assert.Null(new TimeSeries().ToColumns(TimeZoneInfo.Utc));

    private static void AssertLabels(TimeColumns columns, int maxLabels)
    {
        long step = columns.LabelStep(maxLabels);

        Assert.True(step >= 1);
        Assert.True(step * maxLabels >= columns.Count, $"{columns.Count} columns, a label every {step}");
        // Where labels are, hours and days begin.
        long minutes = step * columns.WidthMinutes;
        Assert.True(60 % minutes == 0 || minutes % 60 == 0, $"{minutes}");
        Assert.True(Day % minutes == 0 || minutes % Day == 0, $"{minutes}");
    }

    private static TimeSeries Add((DateTime Utc, bool IsAccepted)[] attempts)
    {
        TimeSeries series = new();
        foreach ((DateTime utc, bool isAccepted) in attempts)
        {
            series.Add(utc, isAccepted);
        }

        return series;
    }

    /// <summary>Begins far from the year 1, where a local time before it is none.</summary>
    private static (DateTime Utc, bool IsAccepted)[] Generate(Random random, long spanMinutes)
    {
        DateTime start = new DateTime(1000 + random.Next(1200), 1 + random.Next(12), 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(86_400 * 28));
        // Times of one scale alone, or most in a small part of the whole.
        long Seconds() => (long)(Math.Pow(random.NextDouble(), 1 + (spanMinutes % 3)) * spanMinutes * 60);
        List<(DateTime, bool)> attempts = [.. Enumerable.Range(0, 1 + random.Next(300)).Select(_ => (start.AddSeconds(Seconds()), random.Next(3) > 0))];
        if (random.Next(2) == 0)
        {
            attempts.AddRange(Enumerable.Range(0, 3000).Select(_ => (start.AddSeconds(Seconds()), random.Next(3) > 0)));
        }

        return [.. attempts];
    }

    private static long Number(DateTime local, long widthMinutes) => local.Ticks / TimeSpan.TicksPerMinute / widthMinutes;

    private static TimeZoneInfo Zone(string offset) => TimeZoneInfo.CreateCustomTimeZone(offset, Span(offset), offset, offset);

    private static TimeZoneInfo SummerTime(string offset, int firstMonth, int lastMonth, int minutes = 60)
    {
        DateTime two = new(1, 1, 1, 2, 0, 0);
        TimeZoneInfo.AdjustmentRule rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromMinutes(minutes),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, firstMonth, week: 5, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, lastMonth, week: 5, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone(offset + " summer", Span(offset), offset, offset, offset, [rule]);
    }

    private static TimeSpan Span(string offset) => TimeSpan.Parse(offset.TrimStart('+'), System.Globalization.CultureInfo.InvariantCulture);
}
