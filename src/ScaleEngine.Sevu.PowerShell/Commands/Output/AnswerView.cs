using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Shows the answer of a command whose fields nobody knows beforehand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AnswerView
{
    private const int LongestValue = 1000;

    /// <summary>The answer's fields, one a line, without what could harm a screen. The format view calls it.</summary>
    public static string Format(PSObject answer)
    {
        int width = answer.Properties.Select(property => property.Name.Length).DefaultIfEmpty().Max();
        return string.Join(
            Environment.NewLine,
            answer.Properties.Select(property => DisplayText.Harmless(property.Name)!.PadRight(width) + " : " + Value(property.Value)));
    }

    private static string? Value(object? value)
    {
        string text = (value is PSObject wrapped ? wrapped.BaseObject : value) is IList list
            ? "{" + string.Join(", ", list.Cast<object?>()) + "}"
            : $"{value}";
        return DisplayText.Harmless(text.Length > LongestValue ? text.Substring(0, LongestValue) + "…" : text);
    }
}
