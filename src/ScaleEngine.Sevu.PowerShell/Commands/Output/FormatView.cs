using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Methods that the format views call (<c>ScaleEngine.Sevu.format.ps1xml</c>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FormatView
{
    private const int MaxFields = 1000;
    private const int MaxNameLength = 40;
    private const int MaxItems = 100;
    private const int MaxValueLength = 1000;

    /// <summary>Untrusted text on one line, see <see cref="DisplayText.ReplaceControlCharacters"/>.</summary>
    public static string? Text(string? text) => text is null ? null : DisplayText.ReplaceControlCharacters(text);

    /// <summary>A time in the same format in every culture. Some calendars end before a ticket expires.</summary>
    public static string? Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A response whose fields are not known in advance, one field per line.</summary>
    public static string Response(PSObject response)
    {
        (string Name, object? Value)[] fields =
            [.. response.Properties.Take(MaxFields + 1).Select(property => (Cut(property.Name, MaxNameLength), property.Value))];
        int width = fields.Select(field => field.Name.Length).DefaultIfEmpty().Max();
        return string.Join(
            Environment.NewLine,
            fields.Select((field, i) => i == MaxFields ? "…" : field.Name.PadRight(width) + " : " + Value(field.Value)));
    }

    private static string Value(object? value)
    {
        string text = (value is PSObject wrapped ? wrapped.BaseObject : value) is IList list
            ? "{" + string.Join(", ", list.Cast<object?>().Take(MaxItems)) + (list.Count > MaxItems ? ", …}" : "}")
            : $"{value}";
        return Cut(text, MaxValueLength);
    }

    private static string Cut(string text, int length) => Text(text.Length > length ? text.Substring(0, length) + "…" : text)!;
}
