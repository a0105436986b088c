using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>Times and dates in the service's format, in UTC.</summary>
internal static class ServiceTime
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    public static string ToText(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) ?? "0000-00-00 00:00:00";

    public static DateTimeOffset? ParseTime(string text) => DateTimeOffset.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        ? time
        : null;

    public static DateOnly? ParseDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : null;
}
