using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads the response of <c>sevu.errorlog</c> attempt by attempt, while it is downloaded.</summary>
internal sealed class AttemptReader(ResponseReader reader)
{
    private readonly AttemptDetailsPool _details = new();
    // One delegate for all attempts.
    private Func<TicketAttempt?>? _readNext;
    private bool _insideList;

    public ResponseReader Response => reader;

    /// <summary>How many attempts were read.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the response has a list of attempts, which may be empty.</summary>
    public bool SawList { get; private set; }

    /// <returns>The next attempt; null at the end of the response.</returns>
    /// <inheritdoc cref="ResponseReader.Read"/>
    public TicketAttempt? Read() => reader.Read(_readNext ??= ReadNext, Count);

    private TicketAttempt? ReadNext()
    {
        while (true)
        {
            if (_insideList)
            {
                reader.Json.Read();
                if (reader.Json.Token == JsonToken.PropertyName)
                {
                    // A PHP list with gaps is an object, with numbers as names.
                    reader.Json.Read();
                }

                switch (reader.Json.Token)
                {
                    case JsonToken.StartObject: return ReadAttempt();
                    case JsonToken.EndArray or JsonToken.EndObject: _insideList = false; break;
                    default:
                        AddDefect(Messages.ShapeAttemptNotAnObject);
                        reader.Json.Skip();
                        continue;
                }
            }

            switch (reader.NextField())
            {
                case null: return null;
                case "attempts": EnterList(); break;
                default: reader.Json.Skip(); break;
            }
        }
    }

    private void EnterList()
    {
        reader.Json.Read();
        switch (reader.Json.Token)
        {
            case JsonToken.StartArray or JsonToken.StartObject: SawList = _insideList = true; break;
            // PHP's other ways to write an empty list.
            case JsonToken.String or JsonToken.Boolean when reader.Json.Text is "" or "false": SawList = true; break;
            case JsonToken.Null: break;
            default: AddDefect(Messages.ShapeAttemptsNotAList); break;
        }
    }

    private void AddDefect(string what) => reader.Defect ??= SevuResponseException.UnexpectedShape(what);

    private TicketAttempt ReadAttempt()
    {
        DateTime? utc = null;
        string? ip = null;
        bool? success = null;
        AttemptDetails details = new();
        while (reader.Json.Read() && reader.Json.Token == JsonToken.PropertyName)
        {
            string name = reader.Json.Text;
            switch (name)
            {
                case "key": details.Key = reader.Fields.ReadText(name); break;
                case "datetime": utc = reader.Fields.ReadTime(name); break;
                case "ip": ip = reader.Fields.ReadText(name); break;
                case "video": details.Video = reader.Fields.ReadText(name); break;
                case "app": details.App = reader.Fields.ReadText(name); break;
                case "appinst": details.AppInstance = reader.Fields.ReadText(name); break;
                case "pageurl": details.PageUrl = reader.Fields.ReadText(name); break;
                case "refurl": details.ReferrerUrl = reader.Fields.ReadText(name); break;
                case "success": success = reader.Fields.ReadBoolean(name); break;
                case "reason": details.Reason = reader.Fields.ReadText(name); break;
                case "server": details.Server = reader.Fields.ReadText(name); break;
                default: reader.Json.Skip(); break;
            }
        }

        Count++;
        details.Success = success ?? details.Reason == "Success";
        return new TicketAttempt(utc, ip, _details.Share(details));
    }
}
