using System.Security;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads the ticket in a response. The fields are at top level in <c>sevu.status</c>, and in <c>ticket</c> in
/// <c>sevu.request</c>.</summary>
internal sealed class TicketReader(ResponseReader reader)
{
    private readonly Ticket _ticket = new();

    /// <param name="password">The ticket's password, if the response does not contain it.</param>
    /// <exception cref="SevuServiceException">The service reports a failure.</exception>
    /// <exception cref="SevuResponseException">The response is not one of the service, or contains no ticket.</exception>
    /// <inheritdoc cref="ResponseReader.Read"/>
    public Ticket Read(SecureString? password = null)
    {
        try
        {
            reader.Read(ReadToEnd);
        }
        catch (SevuIncompleteException failure) when (password is not null && _ticket.Key is not null)
        {
            // A new ticket whose key has arrived is worth more than the rest.
            reader.Fields.Warning ??= failure.Message;
        }

        reader.EnsureSuccess(hasContent: _ticket.Key is not null);
        _ticket.Password ??= password;
        return _ticket.Key is null ? throw SevuResponseException.UnexpectedShape(Messages.ShapeNoTicket) : _ticket;
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

    // The ticket may be in a list, and a list of PHP may be an object, with numbers as names.
    private void ReadTicket()
    {
        int outside = reader.Json.Depth;
        reader.Json.Read();
        bool isRead = false;
        while (reader.Json.Depth > outside)
        {
            reader.Json.Read();
            if (isRead && reader.Json.Token == JsonToken.StartObject)
            {
                reader.Fields.Warning ??= Messages.SeveralTickets;
                reader.Json.Skip();
            }
            else if (reader.Json.Token == JsonToken.EndObject)
            {
                isRead = _ticket.Key is not null;
            }
            else if (reader.Json.Token == JsonToken.PropertyName && !int.TryParse(reader.Json.Text, out _))
            {
                ReadField(reader.Json.Text);
            }
        }
    }

    private void ReadField(string name)
    {
        switch (name)
        {
            case "key": _ticket.Key = reader.Fields.ReadText(name) is { Length: > 0 } key ? key : null; break;
            case "video": _ticket.Video = reader.Fields.ReadText(name); break;
            case "app": _ticket.App = reader.Fields.ReadText(name); break;
            case "ip": _ticket.IPAddress = reader.Fields.ReadText(name); break;
            case "uses": _ticket.Uses = reader.Fields.ReadInteger(name); break;
            case "active": _ticket.Active = reader.Fields.ReadBoolean(name); break;
            case "created_date": _ticket.CreatedInstant = reader.Fields.ReadTime(name); break;
            case "used_date": _ticket.UsedInstant = reader.Fields.ReadTime(name); break;
            // Published clients use both names.
            case "expire_date" or "expire": _ticket.ExpiresInstant = reader.Fields.ReadTime(name) ?? _ticket.ExpiresInstant; break;
            case "pass": _ticket.Password = ReadSecret(name); break;
            default: reader.Json.Skip(); break;
        }
    }

    private SecureString? ReadSecret(string name)
    {
        string? text = reader.Fields.ReadText(name);
        if (text?.Length > SecureText.MaxLength)
        {
            reader.Fields.AddUnreadable(name, text: null);
            return null;
        }

        return text is null ? null : SecureText.From(text);
    }
}
