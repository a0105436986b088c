namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts text. Objects are an error.</summary>
/// <remarks>PowerShell would convert an object to text with all its values, and send and show that.</remarks>
public sealed class TextAttribute : StrictTransformationAttribute
{
    private protected override string ErrorText => CommandTexts.NotText;

    private protected override object? Convert(object value) => ParameterValue.ToText(value);
}
