using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>Breaks a response in one to four places, as bytes and as JSON.</summary>
internal sealed class ResponseMutator(Random random)
{
    // Each character of these texts is a byte.
    private static readonly string[] Values =
    [
        // Other types, and the service's own values in other fields.
        "null", "true", "false", "0", "1", "2", "-1", "\"\"", "\"0\"", "\"1\"", "\"true\"", "\"false\"", "\" 1 \"", "\"maybe\"",
        "[]", "{}", "[1]", "{\"a\":1}", "[[\"x\"]]", "[\"success\"]", "{\"0\":\"x\"}", "{\"key\":\"other.key\",\"video\":\"other\"}", "[{\"key\":\"other.key\"}]",
        "\"Success\"", "\"\\u0053uccess\"", "\"Token Revoked\"", "\"success\"", "\"SUCCESS\"", "\"failure\"", "\"Failure\"", "\"other\"",
        // Codes.
        "2101", "2100", "\"2101\"", "\" 2101 \"", "2101.0", "2.101e3", "100", "3", "\"0003\"", "4", "1000", "6", "9999", "10000", "-3", "[3,\"x\"]", "[2101]", "\"3,x\"",
        // Times.
        "\"2026-01-02 03:04:05\"", "\"2026-01-02 03:04\\u003a05\"", "\"0000-00-00 00:00:00\"", "\"0001-01-01 00:00:00\"", "\"9999-12-31 23:59:59\"",
        "\"2026-02-29 00:00:00\"", "\"2024-02-29 23:59:59\"", "\"2024-12-31 23:59:60\"", "\"2024-12-31 24:00:00\"", "\"2024-00-10 00:00:00\"", "\"2026-01-02T03:04:05Z\"",
        "\"2026-01-02 03:04:05 \"", "\" 2026-01-02 03:04:05\"", "\"2026-1-2 3:4:5\"", "\"-026-01-02 03:04:05\"", "\"2026-01-02 03:04:05\\u0000\"", "1767323045",
        // Numbers of every shape.
        "0.5", "-0", "-0.0", "1e5", "1E+2", "1e-400", "1e999", "-1e999", "0e0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "123456789012345678901234567890", "0.1000000000000000055511151231257827", "\"5e0\"", "\"0x10\"", "\"1,000\"", "\"NaN\"", "\"Infinity\"", "\"\\u0031\"",
        "00", "01", "-", "1.", ".5", "+1", "1e", "1e+", "--1", "1.2.3", "0x10", "NaN", "Infinity", "1_0",
        // Escapes, and bytes that are not UTF-8.
        "\"\\/\\\\\\\"\\b\\f\\n\\r\\t\"", "\"\\ud83c\\udfac\"", "\"\\ud83c\"", "\"\\udfac\\ud83c\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u001b[31m\"", "\"\\u202e\"", "\"\\ufeff\"",
        "\"\\q\"", "\"\\u12g4\"", "\"\\u00e\"", "\"\\U0041\"", "\"\\\"", "\"a\tb\"", "\"a\nb\"", "\"a\0b\"", "\"\u007f\"", "\"\u0080\"", "\"\u00c3\u00a9\"", "\"\u00c0\u0080\"", "\"\u00e2\u0082\"",
        "\"\u00e2\u0082\\u00ac\"", "\"\u00f0\u009f\u008e\u00ac\"", "\"\u00f0\u009f\u008e\"", "\"\u00ed\u00a0\u0080\"", "\"\u00f5\u0080\u0080\u0080\"", "\"\u00ff\u00fe\"", "\"\u00ef\u00bb\u00bf\"",
        "tru", "nul", "True", "NULL", "undefined", "'x'", "\"x", "x\"",
    ];

    private static readonly string[] Names =
    [
        "key", "datetime", "ip", "video", "app", "appinst", "pageurl", "refurl", "success", "reason", "server", "pass", "uses", "active", "created_date", "used_date",
        "expire_date", "expire", "ticket", "attempts", "code", "status", "message", "handle_time", "0", "7", "x", "", "Key", "KEY", "Pass", "psobject", "ShownResponse", "Count",
        "\\u006bey", "k\\u0065y", "\\ud83c", "\u00ff", "k\u00c3\u00a9y",
    ];

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\\u", "\\u0041", "\0", " ", "\n", "\t", "\r\n", "\u00a0", "/", "//", "/**/", "#", "'", "-", "+", ".", "e", "0", "1", "9",
        "{}", "[]", "{\"", "\"}", "},{", "],[", "\":\"", "\",\"", "null", "true", "false", ",null", ",{}", ",{\"key\":\"a.b\"}", "\"success\":1,", "\"code\":3,", ",\"code\":4",
        "\"status\":\"failure\",", "\u00ef\u00bb\u00bf", "\u00fe\u00ff", "\u00c0\u0080", "\u0080", "\u00ff", "\u00e2\u0082", "<br />", "\nWarning: x in /a.php on line 3\n",
    ];

    private static readonly string[] Before =
    [
        "\u00ef\u00bb\u00bf", "\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf ", "\u00bb", " \r\n\t", "<br />\n<b>Warning</b>:  mysql_connect() in <b>/srv/a.php</b> on line <b>3</b><br />\n",
        "Notice: Undefined index: x in /srv/a.php on line 12\n", "Warning: f({\"a\":1}) in /a.php on line 3\n", "x on line 3 { \"a\"", "\u00ff\u00fe on line 1 ", "\u00fe\u00ff on line 1 ",
        "<html>", "[", "0", "null", "\"", "garbage ", "\0", "{\"code\":3}", "{}", "// x\n", ")]}',\n",
    ];

    private static readonly string[] After =
    [
        " ", "\r\n\t ", "\n\n", "x", "\0", "}", "]", ",", "{}", "{\"code\":3}", "<!-- 0.3 s -->", "<br />\nWarning: x in /a.php on line 3", "\u00ef\u00bb\u00bf", "\u00ff", "{\"code\":2101,\"attempts\":[{}]}",
    ];

    public byte[] Mutate(string document)
    {
        byte[] body = Encoding.UTF8.GetBytes(document);
        for (int changes = random.Next(1, 5); changes > 0 && body.Length > 0; changes--)
        {
            body = Change(body);
        }

        return body;
    }

    private byte[] Change(byte[] body)
    {
        int at = random.Next(body.Length);
        int kind = random.Next(24);
        switch (kind)
        {
            case 0: return Replaced(body, at, body.Length - at, []);
            case 1: return Replaced(body, at, 1, [(byte)(body[at] ^ (1 << random.Next(8)))]);
            case 2: return Replaced(body, at, 1, [(byte)random.Next(256)]);
            case 3: return Replaced(body, at, Math.Min(random.Next(1, 9), body.Length - at), []);
            case 4 or 5: return Replaced(body, at, 0, Any(Tokens));
            case 6: return Swapped(body, at, 1, random.Next(body.Length), 1);
            case 7: return Replaced(body, at, 0, Part(body, random.Next(body.Length)));
            case 8: return Replaced(body, 0, 0, Any(Before));
            case 9: return Replaced(body, body.Length, 0, Any(After));
        }

        List<Span> spans = Spans(body);
        if (spans.Count == 0)
        {
            return body;
        }

        Span span = spans[random.Next(spans.Count)];
        Span other = spans[random.Next(spans.Count)];
        switch (kind)
        {
            case 10 or 11 or 12 or 13: return Replaced(body, span.Start, span.Length, AnyValue());
            case 14: return Replaced(body, span.Start, span.Length, Nested(Part(body, span.Start, span.Length)));
            // A member twice, in the same object or another, or an element of a list.
            case 15 or 16: return Replaced(body, span.MemberStart, 0, [.. Part(body, other.MemberStart, other.End - other.MemberStart), (byte)',']);
            case 17: return Replaced(body, span.MemberStart, 0, [.. Encoding.ASCII.GetBytes($"\"{Names[random.Next(22)]}\":"), .. AnyValue(), (byte)',']);
            case 18 or 19 when span.HasName: return Replaced(body, span.MemberStart, span.NameLength, [(byte)'"', .. Any(Names), (byte)'"']);
            case 20: return Swapped(body, span.Start, span.Length, other.Start, other.Length);
            case 21 or 22: return Replaced(body, span.MemberStart, Math.Min(body.Length, span.End + 1) - span.MemberStart, []);
            default: return Replaced(body, random.Next(2) == 0 ? span.Start : span.End, 0, Any([" ", "\n", "\t\r", "        "]));
        }
    }

    private byte[] Any(string[] texts) => Bytes(texts[random.Next(texts.Length)]);

    private byte[] AnyValue() => random.Next(30) == 0
        // As long as the longest text that is shared, or a little longer.
        ? Bytes("\"" + new string('x', 254 + random.Next(5)) + "\"")
        : Any(Values);

    private byte[] Nested(byte[] value)
    {
        int depth = random.Next(4) == 0 ? random.Next(55, 70) : random.Next(1, 4);
        (string start, string end) = random.Next(4) switch { 0 => ("{\"a\":", "}"), 1 => ("{\"0\":", "}"), _ => ("[", "]") };
        return [.. Bytes(string.Concat(Enumerable.Repeat(start, depth))), .. value, .. Bytes(string.Concat(Enumerable.Repeat(end, depth)))];
    }

    private byte[] Part(byte[] body, int start) => Part(body, start, Math.Min(random.Next(1, 200), body.Length - start));

    private static byte[] Part(byte[] body, int start, int length) => body.AsSpan(start, length).ToArray();

    private static byte[] Replaced(byte[] body, int start, int length, byte[] by)
        => [.. body.AsSpan(0, start).ToArray(), .. by, .. body.AsSpan(start + length).ToArray()];

    /// <summary>Exchanges two parts; the body as it is if one overlaps the other.</summary>
    private static byte[] Swapped(byte[] body, int start, int length, int otherStart, int otherLength)
    {
        if (start > otherStart)
        {
            return Swapped(body, otherStart, otherLength, start, length);
        }

        return start + length > otherStart
            ? body
            : Replaced(Replaced(body, otherStart, otherLength, Part(body, start, length)), start, length, Part(body, otherStart, otherLength));
    }

    private static byte[] Bytes(string text) => [.. text.Select(character => (byte)character)];

    /// <summary>The values in a response, inside its outermost object, up to the first error.</summary>
    private static List<Span> Spans(byte[] body)
    {
        Utf8JsonReader reader = new(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 200 }));
        List<Span> spans = [];
        Stack<int> open = new();
        int nameStart = -1;
        int nameEnd = -1;
        try
        {
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                int end = (int)reader.BytesConsumed;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        nameStart = start;
                        // Without the colon, which is part of the token.
                        nameEnd = start + reader.ValueSpan.Length + 2;
                        continue;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        int opened = open.Pop();
                        spans[opened] = spans[opened] with { End = end };
                        break;
                    default:
                        spans.Add(new Span(nameStart < 0 ? start : nameStart, Math.Max(0, nameEnd - nameStart), start, end));
                        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        {
                            open.Push(spans.Count - 1);
                        }

                        break;
                }

                nameStart = nameEnd = -1;
            }
        }
        catch (JsonException)
        {
        }

        // Without the outermost object.
        return spans.Count == 0 ? spans : spans.GetRange(1, spans.Count - 1);
    }

    /// <summary>Where a value is.</summary>
    private readonly record struct Span(int MemberStart, int NameLength, int Start, int End)
    {
        public int Length => End - Start;

        public bool HasName => NameLength > 0;
    }
}
