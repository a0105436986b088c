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

    /// <summary>The usual form, without the detour of a text.</summary>
    /// <param name="raw">A JSON text as it is written.</param>
    /// <param name="utc">The time.</param>
    /// <returns>False where it has any other form.</returns>
    public static bool TryParse(ArraySegment<byte> raw, out DateTime utc)
    {
        utc = default;
        if (raw.Count != Form.Length)
        {
            return false;
        }

        // A digit stands where the form has a letter, and the form's own sign elsewhere.
        int[] parts = new int[6];
        int part = 0;
        for (int i = 0; i < Form.Length; i++)
        {
            int digit = raw.Array![raw.Offset + i] - '0';
            if (char.IsLetter(Form[i]))
            {
                if (digit is < 0 or > 9)
                {
                    return false;
                }

                parts[part] = (parts[part] * 10) + digit;
            }
            else if (raw.Array[raw.Offset + i] != Form[i])
            {
                return false;
            }
            else
            {
                part++;
            }
        }

        bool valid = parts[0] >= 1 && parts[1] is >= 1 and <= 12 && parts[2] >= 1 && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1])
            && parts[3] < 24 && parts[4] < 60 && parts[5] < 60;
        if (valid)
        {
            utc = new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], DateTimeKind.Utc);
        }

        return valid;
    }

    /// <param name="time">Local unless its kind says UTC.</param>
    public static string ToText(DateTime time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);
}
