using System.Globalization;
using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Requests;

/// <summary>What keys and names from files and the clipboard carry along unseen.</summary>
internal static class InputText
{
    /// <summary>An object that PowerShell converted to text, or JSON. It may contain a password.</summary>
    private static readonly Regex ObjectText = new(
        @"^(@\{|\{\s*""|\[\s*\{|System\.[A-Z]\w*\[\]$"
            + @"|(System\.(Collections|Data|Management\.Automation|Security|Xml)|Microsoft\.PowerShell\.Commands)"
            + @"\.([A-Z]\w*\.)?[A-Z]\w*[`\w]*(\[.*\])?$)",
        RegexOptions.CultureInvariant);

    /// <summary>Characters that Unicode marks as ignorable and .NET counts as letters, marks or symbols: fillers, variation
    /// selectors, tags; and the blank Braille pattern.</summary>
    private static readonly (int First, int Last)[] Fillers =
    [
        (0x034f, 0x034f), (0x115f, 0x1160), (0x17b4, 0x17b5), (0x180b, 0x180f), (0x2065, 0x2065), (0x2800, 0x2800),
        (0x3164, 0x3164), (0xfe00, 0xfe0f), (0xffa0, 0xffa0), (0xfff0, 0xfff8), (0xe0000, 0xe0fff),
    ];

    /// <summary>Removes characters from both ends of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSurrounding">Whether the character at an index is removed.</param>
    public static string Trim(string text, Func<string, int, bool> isSurrounding)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && isSurrounding(text, start))
        {
            start += char.IsSurrogatePair(text, start) ? 2 : 1;
        }

        while (end > start)
        {
            int last = end - start > 1 && char.IsSurrogatePair(text, end - 2) ? end - 2 : end - 1;
            if (!isSurrounding(text, last))
            {
                break;
            }

            end = last;
        }

        return text.Substring(start, end - start);
    }

    /// <summary>Whether the character at an index is white space, a control character, or one that is not seen.</summary>
    public static bool IsInvisible(string text, int index)
    {
        if (char.IsWhiteSpace(text[index])
            || CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Control or UnicodeCategory.Format)
        {
            return true;
        }

        int code = char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];
        return Fillers.Any(range => code >= range.First && code <= range.Last);
    }

    public static bool IsObject(string text) => ObjectText.IsMatch(text);
}
