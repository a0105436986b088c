using System.Collections;
using System.Management.Automation;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts text and numbers as ticket keys, takes the property or entry Key or Ticket of other objects, and does so with
/// each item of a list.</summary>
/// <remarks>PowerShell would convert a CSV row without such a column to the text <c>@{Name=…}</c>, with a password in it, and the
/// service would report that this ticket was never used.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TicketKeyTransformationAttribute : ArgumentTransformationAttribute
{
    private const string GroupType = "Microsoft.PowerShell.Commands.GroupInfo";

    /// <summary>An object that refers to itself is nested without end.</summary>
    private const int MaxDepth = 8;

    /// <returns>The keys. If there are none, the property that is set next learns the error from
    /// <see cref="ConversionError"/>.</returns>
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        ConversionError.Set(null);
        try
        {
            return ParameterValue.Read(() => Keys(inputData, isProperty: false, depth: 0).ToArray(), CommandTexts.KeyUnreadable);
        }
        catch (ArgumentTransformationMetadataException failure)
        {
            ConversionError.Set(failure.Message);
            return new string?[] { null };
        }
    }

    /// <returns>The keys. Blank text stays as it is, since it may be an empty line of a file; but null for an object whose property
    /// is blank, which is a mistake.</returns>
    private static IEnumerable<string?> Keys(object? input, bool isProperty, int depth)
    {
        if (ParameterValue.Unwrap(input) is not object value)
        {
            return [null];
        }

        if (ParameterValue.ToText(input) is string text)
        {
            return [isProperty && TicketKey.Trim(text).Length == 0 ? null : text];
        }

        if (depth == MaxDepth)
        {
            throw new ArgumentTransformationMetadataException(DisplayText.Format(CommandTexts.KeyTooDeep, MaxDepth));
        }

        PSObject source = value is IDictionary map ? EntriesAsProperties(map) : PSObject.AsPSObject(input!);
        PSPropertyInfo? key = source.Properties["Key"] ?? source.Properties["Ticket"];
        return key is not null ? Keys(key.Value, isProperty: true, depth + 1)
            : LanguagePrimitives.GetEnumerable(value) is IEnumerable list
                ? list.Cast<object?>().SelectMany(item => Keys(item, isProperty, depth + 1))
                : throw new ArgumentTransformationMetadataException(NoKey(source));
    }

    private static PSObject EntriesAsProperties(IDictionary map)
    {
        PSObject row = new();
        foreach (DictionaryEntry entry in map)
        {
            // Names may differ in case only, or be of any type.
            if (ParameterValue.ToText(entry.Key) is { Length: > 0 } name && row.Properties[name] is null)
            {
                row.Properties.Add(new PSNoteProperty(name, entry.Value));
            }
        }

        return row;
    }

    private static string NoKey(PSObject source)
    {
        if (source.TypeNames.Any(type => type.EndsWith(GroupType, StringComparison.Ordinal)))
        {
            return CommandTexts.KeyOfGroup;
        }

        string[] names = [.. source.Properties.Select(property => property.Name)];
        bool isUnseparated = names.Any(name => name.IndexOfAny([';', ',', '\t', '|']) >= 0);
        string shown = names.Length == 0 ? CommandTexts.NoProperties : DisplayText.Excerpt(string.Join(", ", names));
        return DisplayText.Format(isUnseparated ? CommandTexts.KeyColumnsInOne : CommandTexts.NoKey, shown);
    }
}
