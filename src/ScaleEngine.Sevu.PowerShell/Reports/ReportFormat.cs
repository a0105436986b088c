using System.Globalization;

namespace ScaleEngine.Sevu.Reports;

/// <summary>Formats what a report shows, the same in every culture.</summary>
/// <param name="zone">The time zone of the report.</param>
internal sealed class ReportFormat(TimeZoneInfo zone)
{
    private const int MaxLength = 200;

    /// <returns>The beginning of a text from outside, harmless; a dash for none.</returns>
    public static string Shown(string? text) => string.IsNullOrEmpty(text) ? "–" : DisplayText.ForDisplay(text!, MaxLength);

    /// <returns>The same, without what follows a question mark: there, players put passwords.</returns>
    public static string ShownName(string? name) => Shown(name?.Split('?')[0]);

    public static string Text(string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Share(long part, long whole)
        => whole == 0 ? "–" : ((double)part / whole).ToString("0.0 %", CultureInfo.InvariantCulture);

    public static string Duration(long minutes) => minutes switch
    {
        1 => ReportTexts.Minute,
        < 60 => Text(ReportTexts.Minutes, minutes),
        60 => ReportTexts.Hour,
        < 24 * 60 => Text(ReportTexts.Hours, minutes / 60),
        24 * 60 => ReportTexts.Day,
        _ => Text(ReportTexts.Days, minutes / (24 * 60)),
    };

    public DateTimeOffset ToLocal(DateTime utc) => TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), zone);

    /// <returns>A time of the report's zone, with its offset from UTC: <c>2026-11-25 20:15:03 +01:00</c>; a dash for none.</returns>
    public string Time(DateTime? utc) => Time(utc, "yyyy-MM-dd HH:mm:ss zzz");

    /// <returns>The same without seconds.</returns>
    public string Minute(DateTime? utc) => Time(utc, "yyyy-MM-dd HH:mm zzz");

    private string Time(DateTime? utc, string pattern)
        => utc is DateTime time ? ToLocal(time).ToString(pattern, CultureInfo.InvariantCulture) : "–";
}
