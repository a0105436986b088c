using System.Globalization;
using System.Text;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads the values of fields, as loosely as PHP writes them. What cannot be read is left empty, with a warning.</summary>
/// <param name="json">The JSON reader, before the field's value.</param>
/// <param name="forDisplay">Makes text safe to display.</param>
internal sealed class FieldReader(JsonPullReader json, Func<string?, string?> forDisplay)
{
    private const int MaxMessageLength = 1000;

    public JsonPullReader Json => json;

    /// <summary>After the start of an object or list: moves to its end.</summary>
    /// <returns>The scalars in it, at any depth.</returns>
    public static IEnumerable<string> Scalars(JsonPullReader json)
    {
        int outside = json.Depth - 1;
        while (json.Depth > outside)
        {
            json.Read();
            if (json.IsScalar)
            {
                yield return json.Text;
            }
        }
    }

    /// <summary>A warning about the first part of the response that could not be read, safe to display; null if there was
    /// none.</summary>
    public string? Warning { get; set; }

    /// <returns>Null if the value is not a single one.</returns>
    public string? ReadText(string name)
    {
        json.Read();
        return Text(name);
    }

    /// <summary>Like <see cref="ReadText"/>, for a text that may not be needed, in a value that is kept.</summary>
    public KeptText ReadKeptText(string name)
    {
        json.Read();
        return IsText(name) ? json.Kept : default;
    }

    /// <returns>Null if there is no value, or one that cannot be read.</returns>
    public bool? ReadBoolean(string name)
    {
        json.Read();
        if (json.IsScalar && json.Raw is { Count: 1 } raw && raw.Array![raw.Offset] is (byte)'0' or (byte)'1')
        {
            return raw.Array[raw.Offset] == '1';
        }

        string? text = Text(name);
        switch (text)
        {
            case null: return null;
            case "1" or "true": return true;
            case "0" or "false" or "": return false;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsNaN(number) && !double.IsInfinity(number))
        {
            return number != 0;
        }

        AddUnreadable(name, text);
        return null;
    }

    /// <inheritdoc cref="ReadBoolean"/>
    public long? ReadInteger(string name)
    {
        string? text = ReadText(name);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        if (!string.IsNullOrEmpty(text))
        {
            AddUnreadable(name, text);
        }

        return null;
    }

    /// <returns>UTC; null if the service gives no time, or one that cannot be read.</returns>
    public DateTime? ReadTime(string name)
    {
        json.Read();
        if (json.Token == JsonToken.String && ServiceTime.TryParse(json.Raw, out DateTime time))
        {
            return time;
        }

        string? text = Text(name);
        if (!ServiceTime.TryParse(text, out DateTime? utc))
        {
            AddUnreadable(name, text);
        }

        return utc;
    }

    public void AddUnreadable(string name, string? text)
        => Warning ??= DisplayText.Format(Messages.UnreadableField, name, forDisplay(text));

    private string? Text(string name) => IsText(name) ? json.Text : null;

    /// <summary>Skips an object or list.</summary>
    private bool IsText(string name)
    {
        if (json.Token is JsonToken.StartArray or JsonToken.StartObject)
        {
            AddUnreadable(name, json.Token == JsonToken.StartArray ? "[" : "{");
            json.Skip();
            return false;
        }

        return json.Token != JsonToken.Null;
    }

    /// <summary>Reads a field that only informs, and must not hide the code: of a list or object, its texts.</summary>
    public string? ReadJoinedText()
    {
        json.Read();
        if (json.Token is not (JsonToken.StartArray or JsonToken.StartObject))
        {
            return json.Token == JsonToken.Null ? null : json.Text;
        }

        StringBuilder joined = new();
        foreach (string text in Scalars(json))
        {
            if (joined.Length < MaxMessageLength)
            {
                joined.Append(joined.Length == 0 ? "" : ", ").Append(text);
            }
        }

        return joined.Length == 0 ? null : joined.ToString();
    }
}
