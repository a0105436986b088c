using System.Globalization;
using System.Text;

namespace ScaleEngine.Sevu.Display;

/// <summary>Text in quotes, on one line, that differs if the text differs.</summary>
internal static class QuotedText
{
    /// <returns>The text in quotes, with a backslash before quotes and backslashes; <c>-</c> for null. Characters that are unsafe
    /// to show, or that the comparison of a culture may ignore, are numbers, as in <c>\u001b</c>.</returns>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return "-";
        }

        StringBuilder quoted = new("\"", text.Length + 2);
        foreach (char character in text)
        {
            if (character is '"' or '\\')
            {
                quoted.Append('\\').Append(character);
            }
            else if (IsPlain(character))
            {
                quoted.Append(character);
            }
            else
            {
                quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(char character)
        => character == ' ' || char.IsLetterOrDigit(character) || char.IsPunctuation(character) || char.IsSymbol(character);
}
