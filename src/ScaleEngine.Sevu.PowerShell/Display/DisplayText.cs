using System.Globalization;
using System.Text;

namespace ScaleEngine.Sevu.Display;

/// <summary>Formats text that people read.</summary>
internal static class DisplayText
{
    /// <summary>Makes untrusted text safe for one line of a terminal: it can neither move the cursor, nor change colours or the
    /// direction of writing.</summary>
    /// <returns>The text with control characters as visible symbols (␛ for escape), and other unsafe characters as �.</returns>
    public static string ReplaceControlCharacters(string text)
    {
        int index = 0;
        while (index < text.Length && IsDisplayable(text, index))
        {
            index++;
        }

        if (index == text.Length)
        {
            return text;
        }

        StringBuilder shown = new(text, 0, index, text.Length);
        for (; index < text.Length; index++)
        {
            char character = text[index];
            shown.Append(character switch
            {
                < ' ' => (char)('\u2400' + character),
                '\u007f' => '\u2421',
                _ => IsDisplayable(text, index) ? character : '\ufffd',
            });
        }

        return shown.ToString();
    }

    /// <param name="ahead">How far this machine's clock is ahead of the service's.</param>
    public static string ClockDifference(TimeSpan ahead) => Math.Round(ahead.Duration().TotalSeconds) switch
    {
        0 => Messages.ClocksAgree,
        double seconds when ahead > TimeSpan.Zero => Format(Messages.ClockAhead, seconds),
        double seconds => Format(Messages.ClockBehind, seconds),
    };

    public static string Format(string message, params object?[] values)
        => string.Format(CultureInfo.CurrentCulture, message, values);

    private static bool IsDisplayable(string text, int index) => char.GetUnicodeCategory(text[index]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        // Zero-width joiners are part of scripts and emoji. The other format characters hide text or change its direction.
        UnicodeCategory.Format => text[index] is '\u200c' or '\u200d',
        UnicodeCategory.Surrogate => char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]),
        _ => true,
    };
}
