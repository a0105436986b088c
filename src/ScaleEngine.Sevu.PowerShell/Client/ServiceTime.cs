using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Client;

/// <summary>Times as published clients know them from the service: <c>2013-11-20 18:10:48</c>, UTC.</summary>
internal static class ServiceTime
{
    /// <summary>What published clients know as the service's null.</summary>
    private const string Null = "0000-00-00 00:00:00";

    private const string Form = "yyyy-MM-dd HH:mm:ss";

    /// <param name="text">As it stood in the answer.</param>
    /// <param name="utc">Null where the service gives no time.</param>
    /// <returns>False where the text is no time.</returns>
    public static bool TryParse(string? text, out DateTime? utc)
    {
        utc = null;
        if (string.IsNullOrEmpty(text) || text == Null)
        {
            return true;
        }

        bool parsed = DateTime.TryParseExact(
            text, Form, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time);
        utc = parsed ? time : null;
        return parsed;
    }

    /// <param name="time">Local unless its kind says UTC.</param>
    public static string ToText(DateTime time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);
}
