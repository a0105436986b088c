using System.Security;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads the ticket in a response. The fields are at top level in <c>sevu.status</c>, and in <c>ticket</c> in
/// <c>sevu.request</c>.</summary>
/// <remarks>Of several tickets, it is the first one with a key. The fields of different objects never make one
/// ticket.</remarks>
internal sealed class TicketReader(ResponseReader reader)
{
    private readonly Ticket _atTopLevel = new();
    private Ticket? _inTicket;

    private Ticket Found => _inTicket?.Key is null ? _atTopLevel : _inTicket;

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
        catch (SevuIncompleteException failure) when (password is not null && Found.Key is not null)
        {
            // A new ticket whose key has arrived is worth more than the rest.
            reader.Fields.Warning ??= failure.Message;
        }

        Ticket ticket = Found;
        reader.EnsureSuccess(hasContent: ticket.Key is not null);
        if (_inTicket is not null && _atTopLevel.Key is not null && _atTopLevel.Key != _inTicket.Key)
        {
            reader.Fields.Warning ??= Messages.SeveralTickets;
        }

        ticket.Password ??= password;
        return ticket.Key is null ? throw SevuResponseException.UnexpectedShape(Messages.ShapeNoTicket) : ticket;
    }

    private bool ReadToEnd()
    {
        while (reader.NextField() is string name)
        {
            if (name == "ticket")
            {
                reader.Json.Read();
                ReadTickets();
            }
            else
            {
                ReadField(_atTopLevel, name);
            }
        }

        return true;
    }

    /// <summary>After the first token of a ticket, or of a list of tickets. A list of PHP may be an object, with numbers as
    /// names.</summary>
    private void ReadTickets()
    {
        if (reader.Json.IsScalar || reader.Json.Token == JsonToken.Null)
        {
            return;
        }

        Ticket? ticket = null;
        int outside = reader.Json.Depth - 1;
        while (reader.Json.Read() && reader.Json.Depth > outside)
        {
            if (reader.Json.Token == JsonToken.PropertyName)
            {
                string name = reader.Json.Text;
                if (!int.TryParse(name, out _))
                {
                    ReadField(ticket ??= AddTicket(), name);
                    continue;
                }

                reader.Json.Read();
            }

            ReadTickets();
        }
    }

    private Ticket AddTicket()
    {
        Ticket ticket = new();
        if (_inTicket is not null)
        {
            reader.Fields.Warning ??= Messages.SeveralTickets;
        }

        _inTicket = _inTicket?.Key is null ? ticket : _inTicket;
        return ticket;
    }

    private void ReadField(Ticket ticket, string name)
    {
        switch (name)
        {
            case "key": ticket.Key = reader.Fields.ReadText(name) is { Length: > 0 } key ? key : null; break;
            case "video": ticket.Video = reader.Fields.ReadText(name); break;
            case "app": ticket.App = reader.Fields.ReadText(name); break;
            case "ip": ticket.IPAddress = reader.Fields.ReadText(name); break;
            case "uses": ticket.Uses = reader.Fields.ReadInteger(name); break;
            case "active": ticket.Active = reader.Fields.ReadBoolean(name); break;
            case "created_date": ticket.CreatedInstant = reader.Fields.ReadTime(name); break;
            case "used_date": ticket.UsedInstant = reader.Fields.ReadTime(name); break;
            // Published clients use both names.
            case "expire_date" or "expire": ticket.ExpiresInstant = reader.Fields.ReadTime(name) ?? ticket.ExpiresInstant; break;
            case "pass": ticket.Password = ReadSecret(name); break;
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
