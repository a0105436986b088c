using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Base of conversions that report an error if a value is missing or can be misunderstood.</summary>
/// <remarks>PowerShell ignores a pipeline property that cannot be converted, converts empty text to 0, rounds fractions, and treats
/// null as not given. With a mistake in a CSV file, that would issue a ticket that never expires or can be used any number of
/// times.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public abstract class StrictTransformationAttribute : ArgumentTransformationAttribute
{
    private protected StrictTransformationAttribute()
    {
    }

    /// <summary>Whether null is the same as not given. Otherwise it is an error.</summary>
    public bool AcceptsNull { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ParameterValue.Unwrap(inputData) switch
    {
        null when AcceptsNull => null,
        null => throw new ArgumentTransformationMetadataException(CommandTexts.NoValue),
        object value => Convert(value) ?? throw new ArgumentTransformationMetadataException(
            DisplayText.Format(ErrorText, ParameterValue.Describe(value))),
    };

    /// <summary>The error for a value that cannot be converted, <c>{0}</c>. It shows the right form.</summary>
    private protected abstract string ErrorText { get; }

    /// <returns>Null if the value is not valid.</returns>
    private protected abstract object? Convert(object value);
}
