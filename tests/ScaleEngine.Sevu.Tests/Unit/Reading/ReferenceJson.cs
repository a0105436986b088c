using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>How a JSON text ends.</summary>
internal enum ReferenceEnd
{
    Whole,
    Truncated,
    Malformed,
}

/// <summary>A JSON value as <see cref="System.Text.Json"/> reads it: all of it that comes before the first error.</summary>
/// <remarks>Unlike <see cref="JsonDocument"/>, it keeps both of two members with the same name, and the part before an error.</remarks>
internal sealed class ReferenceJson
{
    private static readonly Regex Escape = new(@"\\(?:u([0-9a-fA-F]{4})|(.))", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private ReferenceJson(JsonTokenType kind, string? text)
    {
        Kind = kind;
        Text = text;
    }

    public JsonTokenType Kind { get; }

    /// <summary>A string, or a scalar as written; null for null, lists and objects.</summary>
    public string? Text { get; }

    /// <summary>The members of an object, or of a list, without names.</summary>
    public List<(string? Name, ReferenceJson Value)> Members { get; } = [];

    public bool IsComplete { get; private set; }

    public bool IsContainer => Kind is JsonTokenType.StartObject or JsonTokenType.StartArray;

    /// <summary>The texts of this value, or of those in it, at any depth.</summary>
    public IEnumerable<string> Scalars
    {
        get
        {
            if (Text is not null)
            {
                yield return Text;
            }

            foreach ((_, ReferenceJson value) in Members)
            {
                foreach (string text in value.Scalars)
                {
                    yield return text;
                }
            }
        }
    }

    /// <param name="utf8">A JSON text, which begins with an object.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="length">The length of the object, if it is whole.</param>
    public static ReferenceJson Parse(ReadOnlySpan<byte> utf8, out ReferenceEnd end, out int length)
    {
        Utf8JsonReader reader = new(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 64 }));
        Stack<ReferenceJson> open = new();
        ReferenceJson root = new(JsonTokenType.StartObject, text: null);
        string? name = null;
        length = 0;
        end = ReferenceEnd.Truncated;
        try
        {
            while (end != ReferenceEnd.Whole && reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = TextOf(ref reader);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop().IsComplete = true;
                        end = open.Count == 0 ? ReferenceEnd.Whole : end;
                        break;
                    default:
                        ReferenceJson value = open.Count == 0 ? root : new(reader.TokenType, TextOf(ref reader));
                        if (open.Count > 0)
                        {
                            open.Peek().Members.Add((name, value));
                        }

                        name = null;
                        if (value.IsContainer)
                        {
                            open.Push(value);
                        }

                        value.IsComplete = !value.IsContainer;
                        break;
                }
            }

            length = (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            end = ReferenceEnd.Malformed;
        }

        return root;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null:
                return null;
            case JsonTokenType.String or JsonTokenType.PropertyName:
                try
                {
                    return reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    // Bytes that are not UTF-8, and half of a surrogate pair: .NET's reader has no text for them.
                    return Escape.Replace(Encoding.UTF8.GetString(reader.ValueSpan.ToArray()), Unescape);
                }

            default:
                return Encoding.ASCII.GetString(reader.ValueSpan.ToArray());
        }
    }

    private static string Unescape(Match escape) => escape.Groups[1].Success
        ? ((char)int.Parse(escape.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
        : escape.Groups[2].Value switch { "b" => "\b", "f" => "\f", "n" => "\n", "r" => "\r", "t" => "\t", string itself => itself };
}
