using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>Times and days as the service writes them, UTC.</summary>
internal static class ServiceTime
{
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss";

    public static string ToText(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture) ?? "0000-00-00 00:00:00";

    public static DateTimeOffset? ParseTime(string text) => DateTimeOffset.TryParseExact(
        text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        ? time
        : null;

    public static DateOnly? ParseDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : null;
}
