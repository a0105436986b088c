namespace ScaleEngine.Sevu.Reading;

/// <summary>The grammar of a number in JSON (RFC 8259, section 6).</summary>
internal static class JsonNumber
{
    public static bool IsValid(byte[] utf8, int start, int length)
    {
        int end = start + length;
        int at = length > 0 && utf8[start] == '-' ? start + 1 : start;
        int integerDigits = Digits(utf8, at, end);
        if (integerDigits == 0 || (integerDigits > 1 && utf8[at] == '0'))
        {
            return false;
        }

        at += integerDigits;
        if (at < end && utf8[at] == '.')
        {
            int fractionDigits = Digits(utf8, at + 1, end);
            if (fractionDigits == 0)
            {
                return false;
            }

            at += 1 + fractionDigits;
        }

        if (at < end && utf8[at] is (byte)'e' or (byte)'E')
        {
            at += at + 1 < end && utf8[at + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            int exponentDigits = Digits(utf8, at, end);
            if (exponentDigits == 0)
            {
                return false;
            }

            at += exponentDigits;
        }

        return at == end;
    }

    private static int Digits(byte[] utf8, int start, int end)
    {
        int at = start;
        while (at < end && utf8[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at - start;
    }
}
