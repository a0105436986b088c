using System.Globalization;
using System.Numerics;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Formats doubles as PHP's <c>json_encode</c> does: with the fewest digits that parse to the same double, in decimal
/// notation from 0.0001 up to 17 digits before the decimal point, and in scientific notation otherwise.</summary>
/// <remarks>https://github.com/php/php-src/blob/PHP-8.2/main/snprintf.c (<c>php_gcvt</c>)</remarks>
internal static class PhpDouble
{
    // IEEE 754, double precision.
    private const int FractionBits = 52;
    private const int ExponentBias = 1075;

    /// <param name="number">A finite number.</param>
    public static string ToText(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        (string digits, int pointAt) = ShortestDigits(Math.Abs(number));
        return (number < 0 ? "-" : "") + PlaceDecimalPoint(digits, pointAt);
    }

    private static string PlaceDecimalPoint(string digits, int pointAt)
    {
        if (pointAt is < -3 or > 17)
        {
            string exponent = (pointAt - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
            return digits.Substring(0, 1) + "." + (digits.Length > 1 ? digits.Substring(1) : "0") + "e" + exponent;
        }

        return pointAt <= 0 ? "0." + new string('0', -pointAt) + digits
            : pointAt >= digits.Length ? digits.PadRight(pointAt, '0')
            : digits.Insert(pointAt, ".");
    }

    /// <summary>Returns the shortest digits, so that the value is 0.<c>Digits</c> × 10^<c>PointAt</c>.</summary>
    // With integers, because .NET Framework does not format and parse every double exactly. At a power of two,
    // the gap above is twice the gap below, so a candidate just above may qualify where the nearest one does not.
    private static (string Digits, int PointAt) ShortestDigits(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        long fraction = bits & ((1L << FractionBits) - 1);
        int biasedExponent = (int)(bits >> FractionBits);
        long mantissa = biasedExponent == 0 ? fraction : fraction | (1L << FractionBits);
        int exponent = Math.Max(biasedExponent, 1) - ExponentBias;
        bool isPowerOfTwo = fraction == 0 && biasedExponent > 1;
        int magnitude = (int)Math.Floor(Math.Log10(number));
        for (int precision = 1; ; precision++)
        {
            // Scaled to integers: a quarter of the mantissa's last bit, and one unit of the candidate's last digit.
            int scale = magnitude + 1 - precision;
            BigInteger quarter = BigInteger.Pow(2, Math.Max(exponent, 0)) * BigInteger.Pow(10, Math.Max(-scale, 0));
            BigInteger place = 4 * BigInteger.Pow(2, Math.Max(-exponent, 0)) * BigInteger.Pow(10, Math.Max(scale, 0));
            BigInteger value = 4 * mantissa * quarter;
            BigInteger lowest = value - (quarter * (isPowerOfTwo ? 1 : 2));
            BigInteger highest = value + (quarter * 2);
            BigInteger rounded = RoundedQuotient(value, place);
            for (BigInteger candidate = rounded; candidate <= rounded + 1; candidate++)
            {
                // A value halfway between two doubles parses to the one with the even mantissa.
                BigInteger measured = candidate * place;
                if (mantissa % 2 == 0 ? measured >= lowest && measured <= highest : measured > lowest && measured < highest)
                {
                    string digits = candidate.ToString(CultureInfo.InvariantCulture);
                    return (digits.TrimEnd('0'), digits.Length + scale);
                }
            }
        }
    }

    /// <returns>The nearest integer; halfway, the even one.</returns>
    private static BigInteger RoundedQuotient(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger remainder);
        int half = (2 * remainder).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
