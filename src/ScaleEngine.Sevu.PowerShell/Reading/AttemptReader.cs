using ScaleEngine.Sevu.Errors;
using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads the response of <c>sevu.errorlog</c> attempt by attempt, while it is downloaded.</summary>
/// <remarks>The fields that decide come late in an attempt: it is kept as bytes until then, and of one that is not selected, no
/// text and no object is made.</remarks>
internal sealed class AttemptReader(ResponseReader reader, AttemptFilter filter)
{
    private readonly AttemptDetailsPool _details = new();
    private readonly AttemptSelection _selection = new(filter);
    private readonly KeptText[] _texts = new KeptText[AttemptFields.Count];
    // One delegate of each for all attempts.
    private Func<TicketAttempt?>? _readNext;
    private Func<long>? _count;
    // Whether the response has a list of attempts, which may be empty.
    private bool _sawList;
    private bool _insideList;

    public ResponseReader Response => reader;

    /// <summary>How many attempts were read, selected or not.</summary>
    public long Count { get; private set; }

    /// <summary>The latest time of the attempts that were read (UTC), selected or not; null if none has a time.</summary>
    public DateTime? Latest { get; private set; }

    /// <returns>The next attempt that is selected; null at the end of the response.</returns>
    /// <inheritdoc cref="ResponseReader.Read"/>
    public TicketAttempt? Read() => reader.Read(_readNext ??= ReadNext, _count ??= () => Count);

    /// <summary>Throws if the service reports a failure, or no attempts. Call it at the end of the response.</summary>
    /// <exception cref="SevuServiceException">The service reports a failure.</exception>
    /// <exception cref="SevuResponseException">There is no list of attempts, nor a code that says that the ticket was not
    /// used.</exception>
    public void EnsureSuccess()
    {
        // An empty list beside a code that nobody knows is no content.
        reader.EnsureSuccess(reader.Code.Kind == ServiceCodeKind.Unknown ? Count > 0 : _sawList);
        if (!_sawList && reader.Code.Text != ServiceCode.NotUsed)
        {
            throw SevuResponseException.UnexpectedShape(Messages.ShapeNoAttempts);
        }
    }

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
                    case JsonToken.StartObject:
                        if (ReadAttempt() is TicketAttempt attempt)
                        {
                            return attempt;
                        }

                        continue;
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
            case JsonToken.StartArray or JsonToken.StartObject: _sawList = _insideList = true; break;
            // PHP's other ways to write an empty list.
            case JsonToken.String or JsonToken.Boolean when reader.Json.Text is "" or "false": _sawList = true; break;
            case JsonToken.Null: break;
            default: AddDefect(Messages.ShapeAttemptsNotAList); break;
        }
    }

    private void AddDefect(string what) => reader.Defect ??= SevuResponseException.UnexpectedShape(what);

    /// <returns>Null if the attempt is not selected.</returns>
    private TicketAttempt? ReadAttempt()
    {
        JsonPullReader json = reader.Json;
        DateTime? utc = null;
        bool? success = null;
        int field = AttemptFields.Unknown;
        Array.Clear(_texts, 0, _texts.Length);
        json.Keep();
        while ((field = AttemptFields.Read(json, field + 1)) != AttemptFields.None)
        {
            switch (field)
            {
                case AttemptFields.Time: utc = reader.Fields.ReadTime(AttemptFields.Names[field]); break;
                case AttemptFields.Success: success = reader.Fields.ReadBoolean(AttemptFields.Names[field]); break;
                case AttemptFields.Unknown: json.Skip(); break;
                default: _texts[field] = reader.Fields.ReadKeptText(AttemptFields.Names[field]); break;
            }
        }

        json.Release();
        Count++;
        Latest = utc > Latest || Latest is null ? utc : Latest;
        bool isAccepted = success ?? Text(AttemptFields.Reason) == "Success";
        return _selection.Includes(utc, isAccepted, json, _texts) ? Create(utc, isAccepted) : null;
    }

    private TicketAttempt Create(DateTime? utc, bool isAccepted)
    {
        AttemptDetails details = new()
        {
            Key = Text(AttemptFields.Key),
            Video = Text(AttemptFields.Video),
            App = Text(AttemptFields.App),
            AppInstance = Text(AttemptFields.AppInstance),
            PageUrl = Text(AttemptFields.PageUrl),
            ReferrerUrl = Text(AttemptFields.ReferrerUrl),
            Success = isAccepted,
            Reason = Text(AttemptFields.Reason),
            Server = Text(AttemptFields.Server),
        };
        return new TicketAttempt(utc, Text(AttemptFields.IPAddress), _details.Share(details));
    }

    private string? Text(int field) => reader.Json.TextOf(_texts[field]);
}
