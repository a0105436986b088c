using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>How PHP writes a number that it has read from JSON.</summary>
internal static class PhpNumber
{
    /// <summary>As in <c>php_gcvt</c>: with more digits before the point, a number gets an exponent.</summary>
    private const int LongestWhole = 17;

    /// <summary>As in <c>php_gcvt</c>: with more zeros after the point, a number gets an exponent.</summary>
    private const int LongestZeros = 3;

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
            > LongestWhole or < -LongestZeros => Scientific(digits, point - 1),
            <= 0 => "0." + new string('0', -point) + digits,
            _ when digits.Length <= point => digits.PadRight(point, '0'),
            _ => digits.Insert(point, "."),
        };
    }

    /// <summary>The fewest digits that give the number back as 0.digits, the point moved to the right.</summary>
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
