using System.Globalization;
using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Requests;

/// <summary>What can be a ticket's key. The service reports a wrong key as a ticket that was never used.</summary>
internal static class TicketKey
{
    /// <summary>Not documented. Known keys have fewer than 40 characters.</summary>
    private const int MaxLength = 256;

    /// <summary>A player's URL, a part of one, or an object as text.</summary>
    private static readonly Regex KeyWithContext = new("://|key=|pass=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex KeyOfContext = new(@"key=([^&#;}\s]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Removes what surrounds a key in files and on the clipboard: white space, line ends, byte order marks, zero-width and
    /// control characters.</summary>
    public static string Trim(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsInvisible(text, start))
        {
            start++;
        }

        while (end > start && IsInvisible(text, end - 1))
        {
            end--;
        }

        return text.Substring(start, end - start);
    }

    /// <returns>What messages call the key: at most a part of it, and never a password beside it.</returns>
    public static string Name(string key)
    {
        // A whole file given as a key is not searched, and not shown.
        string start = key.Length > MaxLength ? key.Substring(0, MaxLength) : key;
        return DisplayText.Excerpt(KeyWithContext.IsMatch(start) ? KeyOfContext.Match(start).Groups[1].Value : start);
    }

    /// <returns>Null if the text can be a key.</returns>
    public static SevuInputException? Problem(string key)
    {
        if (key.Length == 0)
        {
            return SevuInputException.EmptyKey();
        }

        if (key.Length > MaxLength)
        {
            return SevuInputException.InvalidKey(DisplayText.Format(Messages.KeyTooLong, key.Length));
        }

        if (KeyWithContext.IsMatch(key))
        {
            return SevuInputException.InvalidKey(Messages.KeyWithContext);
        }

        int index = Enumerable.Range(0, key.Length).FirstOrDefault(index => IsInvisible(key, index));
        return IsInvisible(key, index)
            ? SevuInputException.InvalidKey(DisplayText.Format(Messages.KeyCharacter, index + 1, char.ConvertToUtf32(key, index)))
            : null;
    }

    private static bool IsInvisible(string text, int index)
        => char.IsWhiteSpace(text[index])
            || CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Control or UnicodeCategory.Format;
}
