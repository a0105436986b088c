using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Requests;

/// <summary>What can be a ticket's key. The service reports a wrong key as a ticket that was never used.</summary>
internal static class TicketKey
{
    /// <summary>Not documented. Known keys have fewer than 40 characters.</summary>
    private const int MaxLength = 256;

    /// <summary>What files, code and messages put around a key. Known keys consist of letters, digits, dots, hyphens and
    /// underscores.</summary>
    private const string Surrounding = "\"'`,;<>“”„‟‘’‚‛«»‹›";

    /// <summary>What is between the parts of a text that contains more than a key.</summary>
    private const string Separators = Surrounding + "|&{}";

    private const string Equal = "(=|%(25)*3D)";

    /// <summary>A player's URL, a part of one, or an object as text; as it is or encoded for a URL.</summary>
    private static readonly Regex KeyWithContext = new(
        $@"://|%(25)*3A%(25)*2F|(key|pass|ticket){Equal}|(?<![\w.-])(key|pass|ticket)[""']?\s*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Not the end of another name, such as that of an API key.
    private static readonly Regex KeyOfContext = new(
        $@"((?<![\w.-])|(?<=%3F|%26))(key|ticket)[""']?\s*({Equal}|:)\s*[""']?(?<key>[\w.-]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Removes what surrounds a key in files and on the clipboard: white space, line ends, byte order marks, invisible and
    /// control characters, quotes, commas, semicolons and angle brackets.</summary>
    public static string Trim(string text)
        => InputText.Trim(text, (text, index) => InputText.IsInvisible(text, index) || Surrounding.Contains(text[index]));

    /// <returns>What messages call the key: at most a part of it, and never a password beside it. Empty for a text of several
    /// parts, any of which may be a password.</returns>
    public static string Name(string key)
    {
        // A whole file given as a key is not searched, and not shown.
        string start = key.Length > MaxLength ? key.Substring(0, MaxLength) : key;
        return DisplayText.Excerpt(
            KeyWithContext.IsMatch(start) ? KeyOfContext.Match(start).Groups["key"].Value
                : start.Any(character => char.IsWhiteSpace(character) || IsSeparator(character)) ? ""
                : start);
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

        if (InputText.IsObject(key))
        {
            return SevuInputException.InvalidKey(Messages.NameOfObject);
        }

        int invisible = Enumerable.Range(0, key.Length).FirstOrDefault(index => InputText.IsInvisible(key, index));
        if (InputText.IsInvisible(key, invisible))
        {
            return SevuInputException.InvalidKey(
                DisplayText.Format(Messages.KeyCharacter, invisible + 1, char.ConvertToUtf32(key, invisible)));
        }

        int separator = Enumerable.Range(0, key.Length).FirstOrDefault(index => IsSeparator(key[index]));
        return IsSeparator(key[separator])
            ? SevuInputException.InvalidKey(DisplayText.Format(Messages.KeySeparator, separator + 1, key[separator]))
            : null;
    }

    private static bool IsSeparator(char character) => Separators.Contains(character);
}
