using System.Globalization;

namespace ScaleEngine.Sevu.Requests;

/// <summary>What can be the name of a video or an application. The service accepts any name, and the ticket then opens
/// nothing.</summary>
internal static class TicketName
{
    /// <summary>Removes what surrounds a name in files and on the clipboard, as around a key; but not the quotes, which may
    /// be a part of it.</summary>
    public static string Trim(string text)
        // The last character of an emoji may be a variation selector.
        => InputText.Trim(text, (text, index) => InputText.IsInvisible(text, index) && !IsVariationSelector(text[index]));

    /// <returns>What messages call the name: never the values of an object.</returns>
    public static string ForDisplay(string? name)
    {
        string trimmed = Trim(name ?? "");
        return InputText.IsObject(trimmed) ? Messages.ObjectText : DisplayText.Excerpt(trimmed);
    }

    /// <returns>The name without what surrounds it.</returns>
    /// <param name="kind">What is named.</param>
    /// <param name="text">The name as given.</param>
    /// <exception cref="SevuInputException">The text cannot be a name.</exception>
    public static string Ensure(string kind, string text)
    {
        string name = Trim(text);
        if (name.Length == 0)
        {
            throw SevuInputException.InvalidName(kind, name, Messages.NameBlank);
        }

        if (InputText.IsObject(name))
        {
            throw SevuInputException.InvalidName(kind, ForDisplay(name), Messages.NameOfObject);
        }

        int index = Enumerable.Range(0, name.Length).FirstOrDefault(index => IsUnfit(name, index));
        return IsUnfit(name, index)
            ? throw SevuInputException.InvalidName(
                kind, ForDisplay(name), DisplayText.Format(Messages.NameCharacter, index + 1, char.ConvertToUtf32(name, index)))
            : name;
    }

    // Spaces are part of names; joiners and variation selectors are part of scripts and emoji.
    private static bool IsUnfit(string name, int index) => InputText.IsInvisible(name, index)
        && CharUnicodeInfo.GetUnicodeCategory(name, index) != UnicodeCategory.SpaceSeparator
        && name[index] is not ('\u200c' or '\u200d')
        && !IsVariationSelector(name[index]);

    private static bool IsVariationSelector(char character) => character is >= '\ufe00' and <= '\ufe0f';
}
