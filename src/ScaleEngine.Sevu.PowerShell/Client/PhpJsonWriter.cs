using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Security;

namespace ScaleEngine.Sevu.Client;

/// <summary>Writes JSON byte for byte as PHP's <c>json_encode</c> does with no flags.</summary>
/// <remarks>
/// The service checks a signature by decoding the request, removing <c>signature</c>, encoding the rest again and
/// comparing, so what is written must survive that round trip through PHP unchanged: an empty map is <c>[]</c> and a
/// map with the keys 0 … n-1 a list, since PHP has one array type for both; negative zero is <c>0</c>.
/// All output is ASCII.
/// </remarks>
internal sealed unsafe class PhpJsonWriter
{
    /// <summary>PHP's own limit of nesting, for decoding and encoding.</summary>
    public const int MaxDepth = 512;

    // Of an IEEE 754 double whose mantissa is taken for a whole number.
    private const int FractionBits = 52;
    private const int ExponentBias = 1075;

    private const string HexDigits = "0123456789abcdef";

    private readonly PinnedBuffer _target;
    private readonly bool _maskSecrets;
    private readonly Stack<string> _path = new();

    /// <param name="target">What is appended to.</param>
    /// <param name="maskSecrets">Writes <c>"***"</c> for every <see cref="SecureString"/>, for showing a request.</param>
    public PhpJsonWriter(PinnedBuffer target, bool maskSecrets = false)
    {
        _target = target;
        _maskSecrets = maskSecrets;
    }

    /// <summary>Appends one JSON object without its closing brace, so that a field can still be added.</summary>
    /// <exception cref="SevuInputException">A value that PHP cannot encode; the message names its field.</exception>
    public void WriteOpenObject(IEnumerable<KeyValuePair<string, object?>> fields)
    {
        byte separator = (byte)'{';
        foreach (KeyValuePair<string, object?> field in fields)
        {
            _target.Append(separator);
            separator = (byte)',';
            WriteMember(field.Key, field.Value);
        }
    }

    /// <summary>Appends a text without the quotes around it.</summary>
    public void WriteCharacters(SecureString text) => SecureText.Read(text, WriteCharacters);

    private void WriteMember(string name, object? value)
    {
        _path.Push(name);
        WriteString(name);
        _target.Append((byte)':');
        WriteValue(value);
        _path.Pop();
    }

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case null:
                _target.Append("null");
                break;
            case bool boolean:
                _target.Append(boolean ? "true" : "false");
                break;
            case string text:
                WriteString(text);
                break;
            case SecureString when _maskSecrets:
                _target.Append("\"***\"");
                break;
            case SecureString secret:
                SecureText.Read(secret, WriteString);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                _target.Append(Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                WriteDouble(number);
                break;
            case IDictionary map:
                WriteMap(map);
                break;
            case IEnumerable list:
                WriteList(list);
                break;
            case ulong or decimal or BigInteger:
                throw SevuInputException.NotEncodable(Path(), value);
            default:
                throw SevuInputException.NotEncodable(Path(), value.GetType());
        }
    }

    private void WriteMap(IDictionary map)
    {
        if (IsPhpList(map))
        {
            WriteList(map.Values);
            return;
        }

        CheckDepth();
        byte separator = (byte)'{';
        foreach (DictionaryEntry entry in map)
        {
            _target.Append(separator);
            separator = (byte)',';
            WriteMember(KeyText(entry.Key), entry.Value);
        }

        _target.Append((byte)'}');
    }

    private static bool IsPhpList(IDictionary map)
    {
        int index = 0;
        foreach (object key in map.Keys)
        {
            if (KeyText(key) != index.ToString(CultureInfo.InvariantCulture))
            {
                return false;
            }

            index++;
        }

        return true;
    }

    /// <summary>A map's key as JSON has it.</summary>
    public static string KeyText(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";

    private void WriteList(IEnumerable list)
    {
        CheckDepth();
        _target.Append((byte)'[');
        int index = 0;
        foreach (object? item in list)
        {
            if (index > 0)
            {
                _target.Append((byte)',');
            }

            _path.Push(index.ToString(CultureInfo.InvariantCulture));
            WriteValue(item);
            _path.Pop();
            index++;
        }

        _target.Append((byte)']');
    }

    private void CheckDepth()
    {
        if (_path.Count >= MaxDepth)
        {
            throw SevuInputException.TooDeep(_path.Last(), MaxDepth);
        }
    }

    private void WriteString(string text)
    {
        fixed (char* characters = text)
        {
            WriteString(characters, text.Length);
        }
    }

    private void WriteString(char* characters, int length)
    {
        _target.Append((byte)'"');
        WriteCharacters(characters, length);
        _target.Append((byte)'"');
    }

    private void WriteCharacters(char* characters, int length)
    {
        for (int i = 0; i < length; i++)
        {
            char character = characters[i];
            switch (character)
            {
                case '"' or '\\' or '/':
                    _target.Append((byte)'\\');
                    _target.Append((byte)character);
                    break;
                case '\b':
                    _target.Append("\\b");
                    break;
                case '\f':
                    _target.Append("\\f");
                    break;
                case '\n':
                    _target.Append("\\n");
                    break;
                case '\r':
                    _target.Append("\\r");
                    break;
                case '\t':
                    _target.Append("\\t");
                    break;
                case >= ' ' and <= '\x7f':
                    _target.Append((byte)character);
                    break;
                default:
                    if (IsLoneSurrogate(characters, length, i))
                    {
                        throw SevuInputException.LoneSurrogate(Path(), i);
                    }

                    WriteUnicodeEscape(character);
                    break;
            }
        }
    }

    private static bool IsLoneSurrogate(char* characters, int length, int index)
    {
        char character = characters[index];
        if (char.IsHighSurrogate(character))
        {
            return index + 1 == length || !char.IsLowSurrogate(characters[index + 1]);
        }

        return char.IsLowSurrogate(character) && (index == 0 || !char.IsHighSurrogate(characters[index - 1]));
    }

    private void WriteUnicodeEscape(char character)
    {
        _target.Append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4)
        {
            _target.Append((byte)HexDigits[(character >> shift) & 0xf]);
        }
    }

    // PHP writes the fewest digits that read back as the same double, plainly while the decimal point stands within
    // 17 digits after or 4 zeros before them, and with an exponent otherwise.
    // https://github.com/php/php-src/blob/PHP-8.2/main/snprintf.c (php_gcvt)
    private void WriteDouble(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            throw SevuInputException.NotEncodable(Path(), number);
        }

        if (number == 0)
        {
            _target.Append((byte)'0');
            return;
        }

        if (number < 0)
        {
            _target.Append((byte)'-');
        }

        (string digits, int pointAt) = ShortestDigits(Math.Abs(number));
        if (pointAt is < -3 or > 17)
        {
            int exponent = pointAt - 1;
            _target.Append(digits.Substring(0, 1) + "." + (digits.Length > 1 ? digits.Substring(1) : "0") + "e");
            _target.Append(exponent.ToString("+0;-0", CultureInfo.InvariantCulture));
        }
        else if (pointAt <= 0)
        {
            _target.Append("0." + new string('0', -pointAt) + digits);
        }
        else if (pointAt >= digits.Length)
        {
            _target.Append(digits.PadRight(pointAt, '0'));
        }
        else
        {
            _target.Append(digits.Insert(pointAt, "."));
        }
    }

    /// <summary>The value is 0.<c>digits</c> × 10^<c>pointAt</c>.</summary>
    // In whole numbers: .NET Framework neither writes nor reads every double exactly. A power of two lies twice as far
    // from its upper neighbour as from its lower one, so there the number just above the rounded one may read back where
    // the rounded one does not.
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
            // Of a quarter of the mantissa's last place, and of the candidate's last place, in a common measure.
            int scale = magnitude + 1 - precision;
            BigInteger quarter = BigInteger.Pow(2, Math.Max(exponent, 0)) * BigInteger.Pow(10, Math.Max(-scale, 0));
            BigInteger place = 4 * BigInteger.Pow(2, Math.Max(-exponent, 0)) * BigInteger.Pow(10, Math.Max(scale, 0));
            BigInteger value = 4 * mantissa * quarter;
            BigInteger lowest = value - (quarter * (isPowerOfTwo ? 1 : 2));
            BigInteger highest = value + (quarter * 2);
            BigInteger rounded = RoundedQuotient(value, place);
            for (BigInteger candidate = rounded; candidate <= rounded + 1; candidate++)
            {
                // Halfway, the even mantissa is read.
                BigInteger measured = candidate * place;
                if (mantissa % 2 == 0 ? measured >= lowest && measured <= highest : measured > lowest && measured < highest)
                {
                    string digits = candidate.ToString(CultureInfo.InvariantCulture);
                    return (digits.TrimEnd('0'), digits.Length + scale);
                }
            }
        }
    }

    /// <returns>The nearest whole number; halfway, the even one.</returns>
    private static BigInteger RoundedQuotient(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger remainder);
        int half = (2 * remainder).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private string Path() => string.Join(".", _path.Reverse());
}
