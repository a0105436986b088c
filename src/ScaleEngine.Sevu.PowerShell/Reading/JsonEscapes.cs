using System.Globalization;
using System.Text;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Decodes JSON strings with escapes (RFC 8259, section 7).</summary>
internal static class JsonEscapes
{
    /// <exception cref="System.FormatException">An escape is not valid.</exception>
    public static string Decode(byte[] utf8, int start, int length)
    {
        StringBuilder text = new(length);
        int end = start + length;
        int at = start;
        while (at < end)
        {
            int escape = Array.IndexOf(utf8, (byte)'\\', at, end - at);
            int plainEnd = escape < 0 ? end : escape;
            text.Append(Encoding.UTF8.GetString(utf8, at, plainEnd - at));
            at = plainEnd;
            if (escape >= 0)
            {
                at += 1 + Append(text, utf8, escape + 1, end);
            }
        }

        return text.ToString();
    }

    /// <returns>The number of bytes after the backslash.</returns>
    private static int Append(StringBuilder text, byte[] utf8, int at, int end)
    {
        if (utf8[at] == 'u')
        {
            string digits = end - at < 5 ? "" : Encoding.ASCII.GetString(utf8, at + 1, 4);
            if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            {
                throw new FormatException();
            }

            text.Append((char)unit);
            return 5;
        }

        text.Append((char)utf8[at] switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw new FormatException(),
        });
        return 1;
    }
}
