namespace ScaleEngine.Sevu.Reading;

/// <summary>The grammar of a number in JSON (RFC 8259, section 6).</summary>
internal static class JsonNumber
{
    public static bool IsValid(string text)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int integerDigits = Digits(text, at);
        if (integerDigits == 0 || (integerDigits > 1 && text[at] == '0'))
        {
            return false;
        }

        at += integerDigits;
        if (at < text.Length && text[at] == '.')
        {
            int fractionDigits = Digits(text, at + 1);
            if (fractionDigits == 0)
            {
                return false;
            }

            at += 1 + fractionDigits;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at += at + 1 < text.Length && text[at + 1] is '+' or '-' ? 2 : 1;
            int exponentDigits = Digits(text, at);
            if (exponentDigits == 0)
            {
                return false;
            }

            at += exponentDigits;
        }

        return at == text.Length;
    }

    private static int Digits(string text, int start)
    {
        int at = start;
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at - start;
    }
}
