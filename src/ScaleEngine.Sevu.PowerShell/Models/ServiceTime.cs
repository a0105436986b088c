using System.Globalization;
using System.Text;

namespace ScaleEngine.Sevu.Models;

/// <summary>The service's time format, as known from its published clients: <c>2013-11-20 18:10:48</c>, UTC.</summary>
internal static class ServiceTime
{
    /// <summary>The service's null, as known from its published clients.</summary>
    private const string NullText = "0000-00-00 00:00:00";

    private const string Format = "yyyy-MM-dd HH:mm:ss";

    /// <param name="text">The time as written in the response.</param>
    /// <param name="utc">Null if the service gives no time.</param>
    /// <returns>False if the text is not a time.</returns>
    public static bool TryParse(string? text, out DateTime? utc)
    {
        utc = null;
        if (string.IsNullOrEmpty(text) || text == NullText)
        {
            return true;
        }

        bool parsed = TryParse(new ArraySegment<byte>(Encoding.ASCII.GetBytes(text)), out DateTime time);
        utc = parsed ? time : null;
        return parsed;
    }

    /// <summary>Parses the usual format without creating a string.</summary>
    /// <param name="raw">A JSON string as written.</param>
    /// <param name="utc">The time.</param>
    /// <returns>False for any other format.</returns>
    public static bool TryParse(ArraySegment<byte> raw, out DateTime utc)
    {
        int year = Digits(raw, 0, 4), month = Digits(raw, 5, 2), day = Digits(raw, 8, 2);
        int hour = Digits(raw, 11, 2), minute = Digits(raw, 14, 2), second = Digits(raw, 17, 2);
        bool valid = raw.Count == Format.Length
            && At(raw, 4) == '-' && At(raw, 7) == '-' && At(raw, 10) == ' ' && At(raw, 13) == ':' && At(raw, 16) == ':'
            && year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60;
        utc = valid ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) : default;
        // The first second of the year 1 is the null of TicketAttempt.
        return valid && utc != default;
    }

    /// <param name="time">Local unless its kind is UTC.</param>
    public static string ToText(DateTime time) => time.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture);

    /// <returns>The number; -1 if a character is not a digit.</returns>
    private static int Digits(ArraySegment<byte> raw, int start, int count)
    {
        int number = 0;
        for (int i = start; i < start + count; i++)
        {
            int digit = At(raw, i) - '0';
            if (digit is < 0 or > 9)
            {
                return -1;
            }

            number = (number * 10) + digit;
        }

        return number;
    }

    private static byte At(ArraySegment<byte> raw, int index) => index < raw.Count ? raw.Array![raw.Offset + index] : (byte)0;
}
