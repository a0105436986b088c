using System.Globalization;
using System.Text;

namespace ScaleEngine.Sevu.Display;

/// <summary>Formats text that people read.</summary>
internal static class DisplayText
{
    private const int MaxLength = 4000;
    /// <summary>The most characters that a message shows of one text.</summary>
    public const int MaxExcerptLength = 200;

    // More in a row than any script has; a pile of them covers the lines above.
    private const int MaxMarks = 8;

    /// <summary>Truncates text, and replaces its control characters.</summary>
    public static string ForDisplay(string text, int maxLength = MaxLength)
        => ReplaceControlCharacters(text.Length > maxLength ? text.Substring(0, maxLength) + "…" : text);

    /// <summary>Makes untrusted text safe for one line of a terminal: it can neither move the cursor, nor change colours or the
    /// direction of writing.</summary>
    /// <returns>The text with control characters as visible symbols (␛ for escape), and other unsafe characters as �.</returns>
    public static string ReplaceControlCharacters(string text)
    {
        StringBuilder? shown = null;
        int marks = 0;
        int length;
        for (int i = 0; i < text.Length; i += length)
        {
            length = char.IsSurrogatePair(text, i) ? 2 : 1;
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1
                : category == UnicodeCategory.Format ? marks : 0;
            if (marks <= MaxMarks && IsDisplayable(category, text[i]))
            {
                shown?.Append(text, i, length);
                continue;
            }

            shown ??= new StringBuilder(text, 0, i, text.Length);
            shown.Append(text[i] switch
            {
                < ' ' => (char)('\u2400' + text[i]),
                '\u007f' => '\u2421',
                _ => '\ufffd',
            });
        }

        return shown?.ToString() ?? text;
    }

    /// <summary>The beginning of a text from outside, safe for one line of a message.</summary>
    public static string Excerpt(string text) => ForDisplay(text, MaxExcerptLength);

    /// <param name="ahead">How far this machine's clock is ahead of the service's.</param>
    public static string ClockDifference(TimeSpan ahead) => Math.Round(ahead.Duration().TotalSeconds) switch
    {
        0 => Messages.ClocksAgree,
        double seconds when ahead > TimeSpan.Zero => Format(Messages.ClockAhead, seconds),
        double seconds => Format(Messages.ClockBehind, seconds),
    };

    public static string Format(string message, params object?[] values)
        => string.Format(CultureInfo.CurrentCulture, message, values);

    private static bool IsDisplayable(UnicodeCategory category, char character) => category switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
            or UnicodeCategory.OtherNotAssigned => false,
        // Zero-width joiners are part of scripts and emoji. The other format characters hide text or change its direction.
        UnicodeCategory.Format => character is '\u200c' or '\u200d',
        _ => true,
    };
}
