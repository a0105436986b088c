using System.Globalization;
using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Converts as PowerShell does, and says where it cannot.</summary>
/// <remarks>PowerShell leaves out what comes as a property and does not convert, takes an empty text for 0, and null for a
/// parameter that was not given: a slip in a CSV file would issue a ticket that never expires, or starts any number of
/// times.</remarks>
/// <param name="type">What the parameter takes.</param>
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
