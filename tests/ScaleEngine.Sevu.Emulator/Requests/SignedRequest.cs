using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>A request's JSON text and its fields.</summary>
/// <param name="Text">The text, exactly as received.</param>
/// <param name="Fields">Strings as string, integers as long, null for a value of any other type.</param>
internal sealed record SignedRequest(string Text, OrderedDictionary<string, object?> Fields)
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    public string Command => (string)Fields["command"]!;

    public string ApiKey => (string)Fields["api_key"]!;

    public long Timestamp => (long)Fields["timestamp"]!;

    public long Cdn => (long)Fields["cdn"]!;

    public string Signature => (string)Fields["signature"]!;

    /// <summary>Parses the text; null if it is not one JSON object.</summary>
    public static SignedRequest? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var fields = new OrderedDictionary<string, object?>();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                fields.Add(property.Name, Value(property.Value));
            }

            return new SignedRequest(text, fields);
        }
        // InvalidOperationException: a lone surrogate in a string. PHP does not accept it as JSON either.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number when element.TryGetInt64(out long integer) => integer,
        _ => null,
    };
}
