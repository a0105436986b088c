using System.Security;
using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads the ticket in the reader of <c>sevu.status</c>, whose fields stand at top level, and of
/// <c>sevu.request</c>, where they stand in <c>ticket</c>.</summary>
internal sealed class TicketReader(ResponseReader reader)
{
    private string? _key;
    private string? _video;
    private string? _app;
    private string? _ipAddress;
    private long? _uses;
    private bool? _active;
    private DateTime? _created;
    private DateTime? _used;
    private DateTime? _expires;
    private SecureString? _password;

    /// <param name="password">The ticket's password, where the reader does not give it.</param>
    /// <returns>The ticket.</returns>
    /// <exception cref="SevuServiceException">The service calls it a failure.</exception>
    /// <exception cref="SevuResponseException">This is not an reader of the service, or has no ticket in it.</exception>
    /// <inheritdoc cref="ResponseReader.Read"/>
    public Ticket Read(SecureString? password = null)
    {
        reader.Read(ReadToEnd);
        reader.EnsureSuccess(hasContent: _key is not null);
        return _key is null
            ? throw SevuResponseException.UnexpectedShape(Messages.ShapeNoTicket)
            : new Ticket
            {
                Key = _key,
                Video = _video,
                App = _app,
                IPAddress = _ipAddress,
                Uses = _uses,
                Active = _active,
                CreatedInstant = _created,
                UsedInstant = _used,
                ExpiresInstant = _expires,
                Password = _password ?? password,
            };
    }

    private bool ReadToEnd()
    {
        while (reader.NextField() is string name)
        {
            if (name == "ticket")
            {
                ReadTicket();
            }
            else
            {
                ReadField(name);
            }
        }

        return true;
    }

    private void ReadTicket()
    {
        reader.Json.Read();
        if (reader.Json.Token != JsonToken.StartObject)
        {
            throw SevuResponseException.UnexpectedShape(Messages.ShapeNoTicket);
        }

        while (reader.Json.Read() && reader.Json.Token == JsonToken.PropertyName)
        {
            ReadField(reader.Json.Text);
        }
    }

    private void ReadField(string name)
    {
        switch (name)
        {
            case "key": _key = reader.ReadText(name); break;
            case "video": _video = reader.ReadText(name); break;
            case "app": _app = reader.ReadText(name); break;
            case "ip": _ipAddress = reader.ReadText(name); break;
            case "uses": _uses = reader.ReadInteger(name); break;
            case "active": _active = reader.ReadBoolean(name); break;
            case "created_date": _created = reader.ReadTime(name); break;
            case "used_date": _used = reader.ReadTime(name); break;
            // Clients know it by either name.
            case "expire_date" or "expire": _expires = reader.ReadTime(name) ?? _expires; break;
            case "pass": _password = ReadSecret(name); break;
            default: reader.Json.Skip(); break;
        }
    }

    private SecureString? ReadSecret(string name)
    {
        string? text = reader.ReadText(name);
        return text?.Length > SecureText.MaxLength
            ? throw SevuResponseException.UnexpectedShape(DisplayText.Format(Messages.ShapeTooLong, name))
            : text is null ? null : SecureText.From(text);
    }
}
