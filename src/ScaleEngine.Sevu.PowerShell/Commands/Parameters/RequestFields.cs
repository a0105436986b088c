using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Net;
using System.Numerics;
using System.Xml;
using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Converts the fields that a user gives for a command into values that <see cref="PhpJsonWriter"/> can write. The writer rejects
/// values that are still unsupported, with the name of their field.</summary>
internal static class RequestFields
{
    private static readonly string[] Reserved = ["command", "api_key", "timestamp", "cdn", "signature"];

    /// <summary>More than a request can mean; an enumerator may have no end.</summary>
    private const int MaxItems = 1_000_000;

    /// <exception cref="SevuInputException">A name is reserved or occurs twice, or a value is nested too deeply or cannot be
    /// read.</exception>
    public static IReadOnlyList<KeyValuePair<string, object?>> From(IDictionary parameter)
    {
        OrderedDictionary fields = Map(Entries(parameter), path: "", depth: 1);
        string? reserved = fields.Keys.Cast<string>().FirstOrDefault(name => Reserved.Contains(name, StringComparer.OrdinalIgnoreCase));
        return reserved is null
            ? [.. fields.Cast<DictionaryEntry>().Select(field => new KeyValuePair<string, object?>((string)field.Key, field.Value))]
            : throw SevuInputException.ReservedField(reserved);
    }

    private static object? Value(object? given, string path, int depth)
    {
        // An object that refers to itself is nested without end, and would overflow the stack.
        if (depth > PhpJsonWriter.MaxDepth)
        {
            throw SevuInputException.TooDeep(path.Split('.')[0], PhpJsonWriter.MaxDepth);
        }

        try
        {
            return Convert(given, path, depth);
        }
        catch (Exception failure) when (failure is not (SevuException or PipelineStoppedException))
        {
            // A property or an enumerator is code of the user's.
            throw SevuInputException.Unreadable(path, failure);
        }
    }

    private static object? Convert(object? given, string path, int depth)
    {
        object? value = given is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : given;
        return value switch
        {
            _ when value == AutomationNull.Value => null,
            SwitchParameter present => present.IsPresent,
            char or Guid or Uri or IPAddress => value.ToString(),
            DateTime time => ServiceTime.ToText(time),
            DateTimeOffset time => ServiceTime.ToText(time.UtcDateTime),
            // Not converted directly: the float 0.1 is the double 0.10000000149011612.
            float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            decimal number when number == decimal.Truncate(number) => Integer(new BigInteger(number), value),
            decimal number when (decimal)(double)number == number => (double)number,
            ulong number => Integer(number, value),
            BigInteger number => Integer(number, value),
            IDictionary map => Map(Entries(map), path, depth),
            PSObject custom => Map(custom.Properties.Select(property => (property.Name as object, (object?)property.Value)), path, depth),
            string => value,
            // Enumerates its child nodes, and so on.
            XmlNode => throw SevuInputException.NotEncodable(path, value.GetType()),
            IEnumerable list => List(list, path, depth),
            _ => value,
        };
    }

    private static List<object?> List(IEnumerable list, string path, int depth)
    {
        List<object?> items = [];
        foreach (object? item in list)
        {
            if (items.Count == MaxItems)
            {
                throw SevuInputException.TooLong(path, MaxItems);
            }

            items.Add(Value(item, $"{path}.{items.Count}", depth + 1));
        }

        return items;
    }

    private static object Integer(BigInteger number, object given)
        => number >= long.MinValue && number <= long.MaxValue ? (long)number : given;

    // Not with LINQ: it would use the enumerator of a generic dictionary, whose entries are KeyValuePairs.
    private static IEnumerable<(object Key, object? Value)> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return (entry.Key, entry.Value);
        }
    }

    private static OrderedDictionary Map(IEnumerable<(object Key, object? Value)> entries, string path, int depth)
    {
        OrderedDictionary map = new(StringComparer.Ordinal);
        foreach ((object key, object? value) in entries)
        {
            string name = Name(key, path);
            string entryPath = path.Length == 0 ? name : $"{path}.{name}";
            if (map.Contains(name))
            {
                throw SevuInputException.DuplicateName(entryPath);
            }

            map.Add(name, Secret(name, Value(value, entryPath, depth + 1)));
        }

        return map;
    }

    // A password is masked wherever the request is shown.
    private static object? Secret(string name, object? value)
        => value is string { Length: <= SecureText.MaxLength } text && name.Equals("pass", StringComparison.OrdinalIgnoreCase)
            ? SecureText.From(text)
            : value;

    private static string Name(object key, string path) => (key is PSObject wrapped ? wrapped.BaseObject : key) switch
    {
        string or char or sbyte or byte or short or ushort or int or uint or long => PhpJsonWriter.KeyText(key),
        object other => throw SevuInputException.NotEncodable(path, other.GetType()),
    };
}
