using System.Globalization;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts whole numbers only: numbers without a fraction, such as Excel's <c>5.0</c>, and text that consists of
/// digits.</summary>
/// <remarks>PowerShell would convert 0.4, <c>$false</c> and empty text to 0, and the text <c>1,5</c> to 15.</remarks>
public sealed class WholeNumberAttribute : StrictTransformationAttribute
{
    private protected override string ErrorText => CommandTexts.NotWholeNumber;

    private protected override object Invalid => int.MinValue;

    private protected override object? Convert(object value) => value switch
    {
        string text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            ? ToInt32(number == 0 && text.Contains('-') ? -0.0 : number)
            : null,
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
            => ToInt32(System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static int? ToInt32(double number)
        => number >= int.MinValue && number <= int.MaxValue && Math.Floor(number) == number && !IsNegativeZero(number) ? (int)number : null;

    // Hardly meant as 0, which is no limit.
    private static bool IsNegativeZero(double number) => number == 0 && BitConverter.DoubleToInt64Bits(number) != 0;
}
