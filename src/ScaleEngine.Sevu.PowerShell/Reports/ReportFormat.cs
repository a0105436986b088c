using System.Globalization;
using ScaleEngine.Sevu.Analysis;

namespace ScaleEngine.Sevu.Reports;

/// <summary>Formats what a report shows, the same in every culture.</summary>
/// <param name="zone">The time zone of the report.</param>
internal sealed class ReportFormat(TimeZoneInfo zone)
{
    private const int MaxLength = 200;

    /// <returns>The beginning of a text from outside, harmless; a dash for none.</returns>
    public static string Shown(string? text) => string.IsNullOrEmpty(text) ? "–" : DisplayText.ForDisplay(text!, MaxLength);

    /// <returns>The same for what players send, without what may be a password.</returns>
    public static string ShownName(string? name) => Shown(name is null ? null : WebAddress.WithoutPassword(name));

    public static string Text(string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <returns>A share that is 0 or 100 % only if it is exactly that.</returns>
    public static string Share(long part, long whole)
    {
        if (whole == 0)
        {
            return "–";
        }

        double share = (double)part / whole;
        return share is > 0 and < 0.001 ? "< 0.1 %" : share is > 0.999 and < 1 ? "> 99.9 %"
            : share.ToString("0.0 %", CultureInfo.InvariantCulture);
    }

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalDays: 1 } => ReportTexts.Day,
        { TotalHours: 1 } => ReportTexts.Hour,
        { TotalMinutes: 1 } => ReportTexts.Minute,
        { TotalDays: double days } when days == Math.Floor(days) => Text(ReportTexts.Days, days),
        { TotalHours: double hours } when hours == Math.Floor(hours) => Text(ReportTexts.Hours, hours),
        { TotalMinutes: double minutes } when minutes == Math.Floor(minutes) => Text(ReportTexts.Minutes, minutes),
        _ => Text(ReportTexts.Seconds, time.TotalSeconds),
    };

    /// <returns>A time of the report's zone, with its offset from UTC: <c>2026-11-25 20:15:03 +01:00</c>; a dash for none.</returns>
    public string Time(DateTime? utc) => Time(utc, "yyyy-MM-dd HH:mm:ss zzz");

    /// <returns>The same without seconds.</returns>
    public string Minute(DateTime? utc) => Time(utc, "yyyy-MM-dd HH:mm zzz");

    /// <returns>From one time to another, both without seconds. What is the same of both is there once.</returns>
    public string Period(DateTime first, DateTime last)
        => ToLocal(first).Date == ToLocal(last).Date && ToLocal(first).Offset == ToLocal(last).Offset
            ? Text(ReportTexts.DayPeriod, Time(first, "yyyy-MM-dd"), Time(first, "HH:mm"), Time(last, "HH:mm zzz"))
            : Text(ReportTexts.Period, Minute(first), Minute(last));

    /// <returns>The same of a time that is that much ahead of UTC.</returns>
    public static string Minute(DateTime time, TimeSpan offset)
        => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + (offset < TimeSpan.Zero ? " -" : " +")
            + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);

    private string Time(DateTime? utc, string pattern)
        => utc is DateTime time ? ToLocal(time).ToString(pattern, CultureInfo.InvariantCulture) : "–";

    private DateTimeOffset ToLocal(DateTime utc) => TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), zone);
}
