using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text.Json;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A request that PHP 8.2 signed.</summary>
internal sealed record GoldenCase(string Name, string Secret, JsonElement Request, string Signed)
{
    private static readonly string[] CommonFields = ["command", "api_key", "timestamp", "cdn"];

    public static IReadOnlyDictionary<string, GoldenCase> All { get; } = Load();

    public long Timestamp => Request.GetProperty("timestamp").GetInt64();

    public SevuRequest ToRequest() => new(
        Request.GetProperty("command").GetString()!,
        [.. Request.EnumerateObject()
            .Where(field => !CommonFields.Contains(field.Name))
            .Select(field => new KeyValuePair<string, object?>(field.Name, ToValue(field.Value)))]);

    private static Dictionary<string, GoldenCase> Load()
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "php-signed-requests.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(
                golden => golden.GetProperty("name").GetString()!,
                golden => new GoldenCase(
                    golden.GetProperty("name").GetString()!,
                    golden.GetProperty("secret").GetString()!,
                    golden.GetProperty("request"),
                    golden.GetProperty("signed").GetString()!));

    private static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number when element.TryGetInt64(out long integer) => integer,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToList(),
        _ => ToMap(element),
    };

    private static OrderedDictionary ToMap(JsonElement element)
    {
        OrderedDictionary map = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            map.Add(property.Name, ToValue(property.Value));
        }

        return map;
    }
}
