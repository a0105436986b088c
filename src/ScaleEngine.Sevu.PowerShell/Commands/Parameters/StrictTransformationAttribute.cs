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

    /// <summary>Whether the parameter takes pipeline input. If so, its property learns an error from <see cref="ConversionError"/>,
    /// and is set to <see cref="Invalid"/>.</summary>
    public bool FromPipeline { get; set; }

    /// <summary>The error for a value that cannot be converted, <c>{0}</c>. It shows the right form.</summary>
    private protected abstract string ErrorText { get; }

    /// <summary>The error for a value that is missing.</summary>
    private protected virtual string MissingText => CommandTexts.NoValue;

    /// <summary>A value that no request accepts.</summary>
    private protected virtual object? Invalid => null;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        ConversionError.Set(null);
        try
        {
            return Transform(ParameterValue.Unwrap(inputData));
        }
        catch (ArgumentTransformationMetadataException failure) when (FromPipeline)
        {
            ConversionError.Set(failure.Message);
            return Invalid;
        }
    }

    /// <returns>Null if the value is not valid.</returns>
    private protected abstract object? Convert(object value);

    private object? Transform(object? input) => input switch
    {
        null when AcceptsNull => null,
        null => throw new ArgumentTransformationMetadataException(MissingText),
        object value => Convert(value) ?? throw new ArgumentTransformationMetadataException(
            !AcceptsNull && value is string text && string.IsNullOrWhiteSpace(text)
                ? MissingText
                : DisplayText.Format(ErrorText, ParameterValue.Describe(value))),
    };
}
