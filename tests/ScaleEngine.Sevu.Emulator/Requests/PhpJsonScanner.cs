using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>
/// Tells whether JSON is written as PHP's <c>json_encode</c> writes it, byte for byte. It takes valid JSON: what is not
/// JSON at all is the parser's to find.
/// </summary>
internal ref struct PhpJsonScanner
{
    private readonly ReadOnlySpan<char> _text;
    private int _offset;
    private string? _fault;

    private PhpJsonScanner(string text) => _text = text;

    /// <summary>The first thing that PHP writes otherwise and its offset in characters from 0, or null.</summary>
    public static string? FindFault(string text)
    {
        var scanner = new PhpJsonScanner(text);
        return scanner.Value() && !scanner.AtEnd
            ? Describe("something after the end", scanner._offset)
            : scanner._fault;
    }

    private readonly bool AtEnd => _offset == _text.Length;

    private readonly char Current => AtEnd ? '\0' : _text[_offset];

    private bool Value() => Current switch
    {
        '{' => Object(),
        '[' => Array(),
        '"' => String(),
        '-' or (>= '0' and <= '9') => Number(),
        't' => Take("true"),
        'f' => Take("false"),
        'n' => Take("null"),
        _ => Unexpected("a value"),
    };

    private bool Object()
    {
        int start = _offset;
        int count = 0;
        bool isList = true;
        for (_offset++; Current != '}'; count++)
        {
            int name = _offset + (count == 0 ? 0 : 1);
            if ((count > 0 && !Take(",")) || !String())
            {
                return false;
            }

            isList &= _text[name.._offset].SequenceEqual(string.Create(CultureInfo.InvariantCulture, $"\"{count}\""));
            if (!Take(":") || !Value())
            {
                return false;
            }
        }

        _offset++;
        return !isList || Fault("an object whose names count from 0, which PHP writes as a list", start);
    }

    private bool Array()
    {
        bool first = true;
        for (_offset++; Current != ']'; first = false)
        {
            if ((!first && !Take(",")) || !Value())
            {
                return false;
            }
        }

        _offset++;
        return true;
    }

    private bool String()
    {
        if (!Take("\""))
        {
            return false;
        }

        while (Current != '"')
        {
            bool good = Current switch
            {
                '\\' => Escape(),
                '/' => Fault("a slash without a backslash", _offset),
                < ' ' => Fault("a control character as itself", _offset),
                > '\u007f' => Fault("a character outside ASCII as itself", _offset),
                _ => Take(_text.Slice(_offset, 1)),
            };
            if (!good)
            {
                return false;
            }
        }

        _offset++;
        return true;
    }

    private bool Escape()
    {
        int start = _offset;
        if (_text[start + 1] != 'u')
        {
            _offset += 2;
            return true;
        }

        ReadOnlySpan<char> digits = _text.Slice(start + 2, 4);
        if (digits.ContainsAnyInRange('A', 'F'))
        {
            return Fault("an escape with upper-case digits", start);
        }

        int escaped = int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        _offset += 6;
        bool hasShorterForm = escaped is (>= ' ' and <= '\u007f') or '\b' or '\f' or '\n' or '\r' or '\t';
        return !hasShorterForm || Fault("an escape that PHP writes shorter", start);
    }

    private bool Number()
    {
        int start = _offset;
        while (Current is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
        {
            _offset++;
        }

        ReadOnlySpan<char> number = _text[start.._offset];
        string php = PhpNumber.Format(number);
        return number.SequenceEqual(php) || Fault($"a number that PHP writes as {php}", start);
    }

    private bool Take(ReadOnlySpan<char> expected)
    {
        if (!_text[_offset..].StartsWith(expected, StringComparison.Ordinal))
        {
            return Unexpected(expected);
        }

        _offset += expected.Length;
        return true;
    }

    private bool Unexpected(ReadOnlySpan<char> expected) =>
        Fault(Current is ' ' or '\t' or '\r' or '\n' ? "white space" : $"something else than {expected}", _offset);

    private bool Fault(string what, int offset)
    {
        _fault = Describe(what, offset);
        return false;
    }

    private static string Describe(string what, int offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} at offset {offset}");
}
