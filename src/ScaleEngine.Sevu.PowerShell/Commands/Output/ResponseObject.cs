using System.Globalization;
using System.Management.Automation;
using System.Security;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Converts JSON to objects. Numbers are <see cref="long"/> or <see cref="double"/>, as in PHP. The field <c>pass</c>,
/// a ticket's password, is a <see cref="SecureString"/>.</summary>
/// <param name="json">A complete JSON object; there may be text around it.</param>
/// <param name="forDisplay">Makes a text of the response safe to display.</param>
/// <param name="stoppingToken">Ends the conversion.</param>
internal sealed class ResponseObject(Stream json, Func<string, string?> forDisplay, CancellationToken stoppingToken)
{
    /// <summary>The type name that the format view applies to.</summary>
    public const string TypeName = "ScaleEngine.Sevu.Answer";

    private readonly JsonPullReader _json = new(json);

    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="SevuResponseException">A name in it cannot be a property name.</exception>
    public PSObject Read()
    {
        if (_json.PeekContent() != '{')
        {
            _json.SkipToObject();
        }

        _json.Read();
        return ReadObject();
    }

    private PSObject ReadObject()
    {
        PSObject result = new();
        // Objects in the response too, so that all are shown safely.
        result.TypeNames.Insert(0, TypeName);
        while (_json.Read() && _json.Token == JsonToken.PropertyName)
        {
            stoppingToken.ThrowIfCancellationRequested();
            string name = _json.Text;
            _json.Read();
            object? value = string.Equals(name, "pass", StringComparison.OrdinalIgnoreCase) ? ReadSecret() : ReadValue();
            if (name.Length == 0 || result.Properties[name] is not null || !TryAdd(result, name, value))
            {
                throw SevuResponseException.UnexpectedShape(DisplayText.Format(CommandTexts.ShapeName, forDisplay(name)));
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

    private object? ReadValue() => _json.Token switch
    {
        JsonToken.StartObject => ReadObject(),
        JsonToken.StartArray => ReadList(),
        JsonToken.String => _json.Text,
        JsonToken.Number => ReadNumber(_json.Text),
        JsonToken.Boolean => _json.Text == "true",
        _ => null,
    };

    /// <summary>Nothing in a password's place is shown, whatever its type.</summary>
    private object? ReadSecret()
    {
        switch (_json.Token)
        {
            case JsonToken.Null:
                return null;
            case JsonToken.StartObject or JsonToken.StartArray:
                return FieldReader.Scalars(_json).Select(ToSecret).ToArray();
            default:
                return ToSecret(_json.Text);
        }
    }

    private static SecureString? ToSecret(string text) => text.Length <= SecureText.MaxLength ? SecureText.From(text) : null;

    private object?[] ReadList()
    {
        List<object?> items = [];
        while (_json.Read() && _json.Token != JsonToken.EndArray)
        {
            stoppingToken.ThrowIfCancellationRequested();
            items.Add(ReadValue());
        }

        return [.. items];
    }

    // .NET Framework cannot parse a number outside the range of a double; PHP does not write one.
    private static object ReadNumber(string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) ? integer
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : text;
}
