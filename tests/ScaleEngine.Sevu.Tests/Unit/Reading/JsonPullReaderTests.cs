using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using ScaleEngine.Sevu.Reading;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

public class JsonPullReaderTests
{
    private static readonly string[] EveryToken =
    [
        "StartObject", "PropertyName:a", "StartArray", "Number:1", "Number:-2.5e3", "String:x", "Boolean:true",
        "Boolean:false", "Null", "StartObject", "EndObject", "StartArray", "EndArray", "EndArray",
        "PropertyName:b", "StartObject", "PropertyName:c", "String:", "EndObject", "EndObject",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Reads_every_kind_of_token_from_pieces_of_any_size(int pieceLength)
        => Assert.Equal(
            EveryToken,
            Tokens("""{"a": [1, -2.5e3, "x", true, false, null, {}, []], "b": {"c": ""}}""", pieceLength));

    [Theory]
    [InlineData("""{"":1}""", "")]
    [InlineData("""{"a b":1}""", "a b")]
    [InlineData("""{"1":1}""", "1")]
    [InlineData("""{"a:b":1}""", "a:b")]
    [InlineData("""{"xml":1}""", "xml")]
    [InlineData("""{"item":1}""", "item")]
    [InlineData("""{"\u00e9\n":1}""", "é\n")]
    [InlineData("""{"é动":1}""", "é动")]
    public void Reads_any_property_name(string json, string name)
        => Assert.Equal(["StartObject", "PropertyName:" + name, "Number:1", "EndObject"], Tokens(json));

    [Theory]
    [InlineData("""["\u0000\u001b[31m\u007f"]""", "\0\u001b[31m\u007f")]
    [InlineData("""["\ud83c\udfac"]""", "🎬")]
    [InlineData("""["🎬é"]""", "🎬é")]
    [InlineData("""["\/\\\"\b\f\n\r\t"]""", "/\\\"\b\f\n\r\t")]
    [InlineData("""[" \u2028\ufeff\uffff "]""", " \u2028\ufeff\uffff ")]
    [InlineData("""["<a>&amp;]]>"]""", "<a>&amp;]]>")]
    public void Keeps_text_unchanged(string json, string text)
        => Assert.Equal(["StartArray", "String:" + text, "EndArray"], Tokens(json));

    [Fact]
    public void Reads_text_longer_than_any_buffer()
    {
        string text = string.Concat(Enumerable.Repeat("0123456789é\\n", 20_000));

        Assert.Equal(["StartArray", "String:" + text.Replace("\\n", "\n"), "EndArray"], Tokens($"[\"{text}\"]", 1000));
    }

    [Fact]
    public void Skips_a_nested_value()
    {
        JsonPullReader reader = Reader("""{"a":{"b":[1,{"c":2}]},"d":3}""", 100);
        reader.Read();
        reader.Read();

        reader.Skip();
        reader.Read();

        Assert.Equal("d", reader.Text);
    }

    [Theory]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":""")]
    [InlineData("""{"a""")]
    [InlineData("""{"a":"x""")]
    [InlineData("""{"a":[1,2""")]
    [InlineData("""{"a":[{"b":1},{"b":""")]
    [InlineData("""{"a":tr""")]
    [InlineData("{")]
    public void Reports_a_truncated_document(string json)
        => Assert.Throws<EndOfStreamException>(() => Tokens(json));

    [Theory]
    [InlineData("""{"a":1,}""")]
    [InlineData("""[1,]""")]
    [InlineData("""[,1]""")]
    [InlineData("""{"a" 1}""")]
    [InlineData("""{a:1}""")]
    [InlineData("""{"a":nope}""")]
    [InlineData("""{"a":1]""")]
    [InlineData("""{"a":1} trailing""")]
    [InlineData("""{"a":1}{"b":2}""")]
    [InlineData("""{"a":"\x"}""")]
    [InlineData("""{"a":"\u12"}""")]
    [InlineData("""{"a":"\u+123"}""")]
    [InlineData("{\"a\":\"line\nbreak\"}")]
    [InlineData("""{"a":1<br />Warning: out of memory""")]
    [InlineData("[01]")]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[1e]")]
    [InlineData("[+1]")]
    [InlineData("[--1]")]
    [InlineData("[NaN]")]
    public void Reports_text_that_is_not_JSON(string json)
        => Assert.Throws<FormatException>(() => Tokens(json));

    /// <summary>Compares the reader with .NET's own, which the module cannot use on every framework: documents with a few characters
    /// changed or removed, or truncated. The root is always an object or a list.</summary>
    /// <remarks>.NET's reader rejects a lone surrogate and this one accepts it, so there is none in the documents.</remarks>
    [Fact]
    public void Agrees_with_System_Text_Json()
    {
        string[] documents =
        [
            """{"code":2101,"status":"success","attempts":[{"key":"a.b","success":1,"ip":null,"x":[true,false,{}]},{"key":"\u00e9\/\"\n"}],"handle_time":0.3795}""",
            """[ -0, 0.5, 1e5, -1.25E-3, 123456789012345678901234567890, "", " é🎬 ", [[],{"":{"":""}}] ]""",
        ];
        const string alphabet = "{}[]\",:\\ \n\ttfn01-+.eEu/x";
        Random random = new(5);
        for (int round = 0; round < 20_000; round++)
        {
            StringBuilder json = new(documents[round % documents.Length]);
            for (int change = random.Next(3); change >= 0 && json.Length > 1; change--)
            {
                int at = 1 + random.Next(json.Length - 1);
                switch (random.Next(3))
                {
                    case 0:
                        json[at] = alphabet[random.Next(alphabet.Length)];
                        break;
                    case 1:
                        json.Remove(at, 1);
                        break;
                    default:
                        json.Length = at + 1;
                        break;
                }
            }

            Assert.Equal(ResultOf(() => ReferenceTokens(json.ToString())), ResultOf(() => Tokens(json.ToString(), 1 + random.Next(64))));
        }
    }

    [Fact]
    public void Rejects_very_deep_nesting()
        => Assert.Throws<FormatException>(() => Tokens(new string('[', 10_000) + new string(']', 10_000)));

    private static List<string> Tokens(string json, int pieceLength = 4096)
    {
        JsonPullReader reader = Reader(json, pieceLength);
        List<string> tokens = [];
        while (reader.Read())
        {
            tokens.Add(reader.Token is JsonToken.PropertyName or JsonToken.String or JsonToken.Number or JsonToken.Boolean
                ? $"{reader.Token}:{reader.Text}"
                : reader.Token.ToString());
        }

        return tokens;
    }

    private static List<string> ReferenceTokens(string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        List<string> tokens = [];
        while (reader.Read())
        {
            tokens.Add(reader.TokenType switch
            {
                JsonTokenType.PropertyName => "PropertyName:" + reader.GetString(),
                JsonTokenType.String => "String:" + reader.GetString(),
                JsonTokenType.Number => "Number:" + Encoding.ASCII.GetString(reader.ValueSpan.ToArray()),
                JsonTokenType.True => "Boolean:true",
                JsonTokenType.False => "Boolean:false",
                _ => reader.TokenType.ToString(),
            });
        }

        return tokens;
    }

    /// <summary>The tokens, or "not JSON".</summary>
    private static string ResultOf(Func<List<string>> read)
    {
        try
        {
            return string.Join("\n", read());
        }
        catch (Exception failure) when (failure is JsonException or FormatException or EndOfStreamException)
        {
            return "not JSON";
        }
    }

    private static JsonPullReader Reader(string json, int pieceLength)
        => new(new PiecewiseStream(Encoding.UTF8.GetBytes(json), () => pieceLength));
}
