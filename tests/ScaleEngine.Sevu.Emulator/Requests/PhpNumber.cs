using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>Formats a number as PHP does after it has read it from JSON.</summary>
internal static class PhpNumber
{
    /// <summary>With more digits before the point, PHP's <c>php_gcvt</c> writes an exponent.</summary>
    private const int MaxIntegerDigits = 17;

    /// <summary>With more zeros after the point, PHP's <c>php_gcvt</c> writes an exponent.</summary>
    private const int MaxLeadingZeros = 3;

    public static string Format(ReadOnlySpan<char> number) =>
        long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)
            ? integer.ToString(CultureInfo.InvariantCulture)
            : Format(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static string Format(double number)
    {
        string sign = double.IsNegative(number) ? "-" : "";
        (string digits, int point) = Shortest(Math.Abs(number));
        return sign + point switch
        {
            _ when digits.Length == 0 => "0",
            > MaxIntegerDigits or < -MaxLeadingZeros => Scientific(digits, point - 1),
            <= 0 => "0." + new string('0', -point) + digits,
            _ when digits.Length <= point => digits.PadRight(point, '0'),
            _ => digits.Insert(point, "."),
        };
    }

    /// <summary>The shortest digits that round-trip: the number is 0.digits with the point moved to the right.</summary>
    private static (string Digits, int Point) Shortest(double number)
    {
        string[] parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        string[] mantissa = parts[0].Split('.');
        int exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        string digits = string.Concat(mantissa);
        string significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), mantissa[0].Length + exponent - (digits.Length - significant.Length));
    }

    private static string Scientific(string digits, int exponent)
    {
        string fraction = digits.Length == 1 ? "0" : digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}.{fraction}e{exponent:+0;-0}");
    }
}
