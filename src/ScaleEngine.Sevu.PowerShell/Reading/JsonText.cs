using System.Text;
#if NET
using System.Buffers;
#endif

namespace ScaleEngine.Sevu.Reading;

/// <summary>The grammar of a string in JSON (RFC 8259, section 7).</summary>
internal static class JsonText
{
#if NET
    private static readonly SearchValues<byte> NotPlain =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    /// <returns>The index of the next quote, backslash or control character; the end if there is none.</returns>
    public static int PlainEnd(byte[] utf8, int start, int end)
    {
        int length = utf8.AsSpan(start, end - start).IndexOfAny(NotPlain);
        return length < 0 ? end : start + length;
    }
#else
    private const ulong EachByte = 0x0101010101010101;
    private const ulong HighBits = 0x80 * EachByte;

    /// <returns>The index of the next quote, backslash or control character; the end if there is none.</returns>
    public static unsafe int PlainEnd(byte[] utf8, int start, int end)
    {
        fixed (byte* bytes = utf8)
        {
            int at = start;
            // Eight bytes at a time, up to those with such a character. See "Bit Twiddling Hacks": a byte that is zero, or less
            // than n.
            for (; at + sizeof(ulong) <= end; at += sizeof(ulong))
            {
                ulong eight = *(ulong*)(bytes + at);
                ulong quote = eight ^ ('"' * EachByte);
                ulong backslash = eight ^ ('\\' * EachByte);
                ulong special = ((quote - EachByte) & ~quote) | ((backslash - EachByte) & ~backslash);
                ulong control = (eight - (' ' * EachByte)) & ~eight;
                if (((special | control) & HighBits) != 0)
                {
                    break;
                }
            }

            while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\')
            {
                at++;
            }

            return at;
        }
    }
#endif

    /// <returns>How many hexadecimal digits follow the backslash and this byte.</returns>
    /// <exception cref="FormatException">This is not an escape.</exception>
    public static int EscapeDigits(byte escape) => escape switch
    {
        (byte)'u' => 4,
        (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 0,
        _ => throw new FormatException(),
    };

    /// <exception cref="FormatException">This is not a hexadecimal digit.</exception>
    public static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => throw new FormatException(),
    };

    /// <summary>Decodes a string with valid escapes.</summary>
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
                text.Append(Unescape(utf8, escape + 1));
                at += 2 + EscapeDigits(utf8[escape + 1]);
            }
        }

        return text.ToString();
    }

    private static char Unescape(byte[] utf8, int at) => (char)utf8[at] switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => (char)((HexDigit(utf8[at + 1]) << 12) | (HexDigit(utf8[at + 2]) << 8)
            | (HexDigit(utf8[at + 3]) << 4) | HexDigit(utf8[at + 4])),
        char itself => itself,
    };
}
