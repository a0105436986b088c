using System.Globalization;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Converts a value as PowerShell does, but reports an error if it has no value or cannot be converted.</summary>
/// <remarks>PowerShell ignores a pipeline property that cannot be converted, converts empty text to 0, and treats null as not
/// given. With a mistake in a CSV file, that would issue a ticket that never expires or can be used any number of
/// times.</remarks>
/// <param name="type">The type of the parameter.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StrictTransformationAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is null)
        {
            throw new ArgumentTransformationMetadataException(CommandTexts.NoValue);
        }

        bool isBlank = input is string text && string.IsNullOrWhiteSpace(text);
        return !isBlank && LanguagePrimitives.TryConvertTo(input, type, CultureInfo.InvariantCulture, out object? converted)
            ? converted
            : throw new ArgumentTransformationMetadataException(DisplayText.Format(CommandTexts.NotOfType, input, type.Name));
    }
}
