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

    public static string Duration(long minutes) => minutes switch
    {
        1 => ReportTexts.Minute,
        < 60 => Text(ReportTexts.Minutes, minutes),
        60 => ReportTexts.Hour,
        < 24 * 60 => Text(ReportTexts.Hours, minutes / 60),
        24 * 60 => ReportTexts.Day,
        _ => Text(ReportTexts.Days, minutes / (24 * 60)),
    };

    /// <returns>A time of the report's zone, with its offset from UTC: <c>2026-11-25 20:15:03 +01:00</c>; a dash for none.</returns>
    public string Time(DateTime? utc) => Time(utc, "yyyy-MM-dd HH:mm:ss zzz");

    /// <returns>The same without seconds.</returns>
    public string Minute(DateTime? utc) => Time(utc, "yyyy-MM-dd HH:mm zzz");

    /// <returns>The same of a time that is that much ahead of UTC.</returns>
    public static string Minute(DateTime time, TimeSpan offset)
        => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + (offset < TimeSpan.Zero ? " -" : " +")
            + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);

    private string Time(DateTime? utc, string pattern)
        => utc is DateTime time
            ? TimeZoneInfo.ConvertTime(new DateTimeOffset(time), zone).ToString(pattern, CultureInfo.InvariantCulture) : "–";
}
