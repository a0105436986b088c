using System.Globalization;
using System.Management.Automation;
using System.Security;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Converts JSON to objects. Numbers are <see cref="long"/> or <see cref="double"/>, as in PHP. The field <c>pass</c>,
/// a ticket's password, is a <see cref="SecureString"/>.</summary>
internal static class ResponseObject
{
    /// <summary>The type name that the format view applies to.</summary>
    public const string TypeName = "ScaleEngine.Sevu.Answer";

    /// <param name="json">A complete JSON object.</param>
    /// <exception cref="SevuResponseException">A name in it cannot be a property name.</exception>
    public static PSObject Read(Stream json)
    {
        JsonPullReader reader = new(json);
        reader.PeekContent();
        reader.Read();
        PSObject answer = ReadObject(reader);
        answer.TypeNames.Insert(0, TypeName);
        return answer;
    }

    private static PSObject ReadObject(JsonPullReader json)
    {
        PSObject result = new();
        while (json.Read() && json.Token == JsonToken.PropertyName)
        {
            string name = json.Text;
            json.Read();
            object? value = string.Equals(name, "pass", StringComparison.OrdinalIgnoreCase) ? ReadSecret(json) : ReadValue(json);
            if (name.Length == 0 || result.Properties[name] is not null || !TryAdd(result, name, value))
            {
                throw SevuResponseException.UnexpectedShape(DisplayText.Format(CommandTexts.ShapeName, DisplayText.ForDisplay(name)));
            }
        }

        return result;
    }

    private static bool TryAdd(PSObject target, string name, object? value)
    {
        // A field of this name would replace the property that the view shows, and be shown unchanged.
        if (name.Equals(nameof(FormatView.ShownResponse), StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            target.Properties.Add(new PSNoteProperty(name, value));
            return true;
        }
        catch (ExtendedTypeSystemException)
        {
            // PowerShell reserves some names, such as psobject.
            return false;
        }
    }

    private static object? ReadValue(JsonPullReader json) => json.Token switch
    {
        JsonToken.StartObject => ReadObject(json),
        JsonToken.StartArray => ReadList(json),
        JsonToken.String => json.Text,
        JsonToken.Number => ReadNumber(json.Text),
        JsonToken.Boolean => json.Text == "true",
        _ => null,
    };

    /// <summary>Nothing in a password's place is shown, whatever its type.</summary>
    private static object? ReadSecret(JsonPullReader json)
    {
        switch (json.Token)
        {
            case JsonToken.Null:
                return null;
            case JsonToken.StartObject or JsonToken.StartArray:
                return FieldReader.Scalars(json).Select(ToSecret).ToArray();
            default:
                return ToSecret(json.Text);
        }
    }

    private static SecureString? ToSecret(string text) => text.Length <= SecureText.MaxLength ? SecureText.From(text) : null;

    private static object?[] ReadList(JsonPullReader json)
    {
        List<object?> items = [];
        while (json.Read() && json.Token != JsonToken.EndArray)
        {
            items.Add(ReadValue(json));
        }

        return [.. items];
    }

    // .NET Framework cannot parse a number outside the range of a double; PHP does not write one.
    private static object ReadNumber(string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) ? integer
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : text;
}
