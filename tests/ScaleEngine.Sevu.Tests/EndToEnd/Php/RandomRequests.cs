using System;
using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;
using ScaleEngine.Sevu.Tests.Support;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Php;

/// <summary>Generates random values for <c>Invoke-SevuCommand -Parameter</c>, the same for the same seed.</summary>
internal sealed class RandomRequests(int seed)
{
    /// <summary>The characters that JSON, forms, PHP or Unicode treat specially.</summary>
    public const string SpecialCharacters = "/\\\"'<>&+=%;#?,:[]{}() \t\r\n\b\f\0\u001b\u001f\u007f\u0085\u00a0éß\u0301я中\u200d\u2028\u2029\u202e\ufeff\ufffd\uffff";

    private const int MaxDepth = 6;

    private readonly Random _random = new(seed);

    public IDictionary Parameter() => (IDictionary)Map(depth: 1, wrap: false);

    public string Text(int maxLength)
    {
        StringBuilder text = new();
        for (int length = _random.Next(1, maxLength); length > 0; length--)
        {
            text.Append(_random.Next(3) == 0
                ? SpecialCharacters[_random.Next(SpecialCharacters.Length)].ToString()
                : Rune().ToString());
        }

        return text.ToString();
    }

    private object? Value(int depth) => _random.Next(depth < MaxDepth ? 16 : 12) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => _random.Next(-100, 100),
        3 => _random.NextInt64(long.MinValue, long.MaxValue),
        4 => BitConverter.Int64BitsToDouble(_random.NextInt64(0, 0x7FF0_0000_0000_0000)) * (_random.Next(2) == 0 ? 1 : -1),
        5 => (double)_random.Next(-1000, 1000) / 8,
        6 => new decimal(_random.Next(), 0, 0, _random.Next(2) == 0, (byte)_random.Next(10)),
        7 => Math.Pow(10, _random.Next(-25, 25)),
        8 => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_random.Next()),
        9 => Samples.Secure(Text(20)),
        10 => _random.Next().ToString(CultureInfo.InvariantCulture),
        11 => Text(20),
        12 or 13 => Map(depth + 1, wrap: _random.Next(2) == 0),
        _ => Enumerable.Range(0, _random.Next(5)).Select(_ => Wrapped(Value(depth + 1))).ToArray(),
    };

    private object Map(int depth, bool wrap)
    {
        OrderedDictionary map = [];
        PSObject custom = new();
        bool isList = _random.Next(6) == 0;
        for (int index = 0, count = _random.Next(6); index < count; index++)
        {
            string name = isList ? $"{index}" : Name();
            if (!map.Contains(name) && custom.Properties[name] is null)
            {
                object? value = Wrapped(Value(depth));
                map.Add(name, value);
                custom.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        return wrap ? custom : map;
    }

    private string Name() => _random.Next(5) switch
    {
        0 => $"{_random.Next(-3, 4)}",
        1 => $"0{_random.Next(10)}",
        _ => Text(8),
    };

    private object? Wrapped(object? value) => value is null || _random.Next(2) == 0 ? value : PSObject.AsPSObject(value);

    private Rune Rune()
    {
        int value;
        do
        {
            value = _random.Next(0x20, _random.Next(2) == 0 ? 0x250 : 0x110000);
        }
        while (!System.Text.Rune.IsValid(value));
        return new Rune(value);
    }
}
