using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>Checks that JSON is written exactly as PHP's <c>json_encode</c> writes it. The input must be valid JSON.</summary>
internal ref struct PhpJsonChecker
{
    private readonly ReadOnlySpan<char> _text;
    private int _offset;
    private string? _difference;

    private PhpJsonChecker(string text) => _text = text;

    /// <summary>Describes the first place that PHP would write differently, with its offset in characters; null if there is none.</summary>
    public static string? FindDifference(string text)
    {
        var checker = new PhpJsonChecker(text);
        return checker.Value() && !checker.AtEnd
            ? Describe("something after the end", checker._offset)
            : checker._difference;
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
        return !isList || Reject("an object whose names count from 0, which PHP writes as a list", start);
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
            bool isValid = Current switch
            {
                '\\' => Escape(),
                '/' => Reject("a slash without a backslash", _offset),
                < ' ' => Reject("a control character as itself", _offset),
                > '\u007f' => Reject("a character outside ASCII as itself", _offset),
                _ => Take(_text.Slice(_offset, 1)),
            };
            if (!isValid)
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
            return Reject("an escape with upper-case digits", start);
        }

        int escaped = int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        _offset += 6;
        bool hasShorterForm = escaped is (>= ' ' and <= '\u007f') or '\b' or '\f' or '\n' or '\r' or '\t';
        return !hasShorterForm || Reject("an escape that PHP writes shorter", start);
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
        return number.SequenceEqual(php) || Reject($"a number that PHP writes as {php}", start);
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
        Reject(Current is ' ' or '\t' or '\r' or '\n' ? "white space" : $"something else than {expected}", _offset);

    private bool Reject(string what, int offset)
    {
        _difference = Describe(what, offset);
        return false;
    }

    private static string Describe(string what, int offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} at offset {offset}");
}
