using System.Collections;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts text and lists of it, whatever the type of the list. Objects are an error.</summary>
/// <remarks>PowerShell would join a list that is not an array to one text, and send the name of a hashtable's type.</remarks>
public sealed class TextListAttribute : StrictTransformationAttribute
{
    private protected override string ErrorText => CommandTexts.NotText;

    // An empty name between two separators.
    private protected override object Invalid => new[] { "|" };

    private protected override object? Convert(object value)
        => ParameterValue.ToText(value) is string text ? new[] { text }
            : LanguagePrimitives.GetEnumerable(value) is IEnumerable list
                ? ParameterValue.Read(() => list.Cast<object?>().Select(Item).ToArray(), CommandTexts.ListUnreadable)
            : null;

    // The request reports a null item.
    private string? Item(object? item) => ParameterValue.Unwrap(item) is not object value
        ? null
        : ParameterValue.ToText(item)
            ?? throw new ArgumentTransformationMetadataException(DisplayText.Format(ErrorText, ParameterValue.Describe(value)));
}
