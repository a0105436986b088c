using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Methods that the format views call (<c>ScaleEngine.Sevu.format.ps1xml</c>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FormatView
{
    private const int MaxValueLength = 1000;

    /// <summary>Untrusted text on one line, see <see cref="DisplayText.ReplaceControlCharacters"/>.</summary>
    public static string? Text(string? text) => text is null ? null : DisplayText.ReplaceControlCharacters(text);

    /// <summary>A time in the same format in every culture. Some calendars end before a ticket expires.</summary>
    public static string? Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A response whose fields are not known in advance, one field per line.</summary>
    public static string Response(PSObject response)
    {
        int width = response.Properties.Select(property => property.Name.Length).DefaultIfEmpty().Max();
        return string.Join(
            Environment.NewLine,
            response.Properties.Select(property => Text(property.Name)!.PadRight(width) + " : " + Value(property.Value)));
    }

    private static string? Value(object? value)
    {
        string text = (value is PSObject wrapped ? wrapped.BaseObject : value) is IList list
            ? "{" + string.Join(", ", list.Cast<object?>()) + "}"
            : $"{value}";
        return Text(text.Length > MaxValueLength ? text.Substring(0, MaxValueLength) + "…" : text);
    }
}
