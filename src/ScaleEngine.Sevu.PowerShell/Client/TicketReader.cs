using System;
using System.Security;

namespace ScaleEngine.Sevu.Client;

/// <summary>Reads the ticket in the answer of <c>sevu.status</c>, whose fields stand at top level, and of
/// <c>sevu.request</c>, where they stand in <c>ticket</c>.</summary>
internal sealed class TicketReader
{
    private readonly AnswerReader _answer;
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

    public TicketReader(AnswerReader answer) => _answer = answer;

    /// <param name="password">The ticket's password, where the answer does not give it.</param>
    /// <returns>The ticket.</returns>
    /// <exception cref="SevuServiceException">The service calls it a failure.</exception>
    /// <exception cref="SevuResponseException">This is not an answer of the service, or has no ticket in it.</exception>
    /// <inheritdoc cref="AnswerReader.Read"/>
    public Ticket Read(SecureString? password = null)
    {
        _answer.Read(ReadToEnd);
        _answer.EnsureSuccess(hasContent: _key is not null);
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
        while (_answer.NextField() is string name)
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
        _answer.Json.Read();
        if (_answer.Json.Token != JsonToken.StartObject)
        {
            throw SevuResponseException.UnexpectedShape(Messages.ShapeNoTicket);
        }

        while (_answer.Json.Read() && _answer.Json.Token == JsonToken.PropertyName)
        {
            ReadField(_answer.Json.Text);
        }
    }

    private void ReadField(string name)
    {
        switch (name)
        {
            case "key":
                _key = _answer.ReadText(name);
                break;
            case "video":
                _video = _answer.ReadText(name);
                break;
            case "app":
                _app = _answer.ReadText(name);
                break;
            case "ip":
                _ipAddress = _answer.ReadText(name);
                break;
            case "uses":
                _uses = _answer.ReadInteger(name);
                break;
            case "active":
                _active = _answer.ReadBoolean(name);
                break;
            case "created_date":
                _created = _answer.ReadTime(name);
                break;
            case "used_date":
                _used = _answer.ReadTime(name);
                break;
            // Clients know it by either name.
            case "expire_date" or "expire":
                _expires = _answer.ReadTime(name) ?? _expires;
                break;
            case "pass":
                _password = ReadSecret(name);
                break;
            default:
                _answer.Json.Skip();
                break;
        }
    }

    private SecureString? ReadSecret(string name)
    {
        string? text = _answer.ReadText(name);
        return text?.Length > SecureText.MaxLength
            ? throw SevuResponseException.UnexpectedShape(DisplayText.Format(Messages.ShapeTooLong, name))
            : text is null ? null : SecureText.From(text);
    }
}
