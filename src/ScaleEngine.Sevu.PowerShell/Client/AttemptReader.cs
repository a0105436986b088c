using System;

namespace ScaleEngine.Sevu.Client;

/// <summary>Reads the answer of <c>sevu.errorlog</c> attempt by attempt, as it comes in.</summary>
internal sealed class AttemptReader
{
    private readonly AnswerReader _answer;
    private readonly AttemptDetailsPool _details = new();
    private readonly Func<TicketAttempt?> _readNext;
    private bool _insideList;

    public AttemptReader(AnswerReader answer)
    {
        _answer = answer;
        _readNext = ReadNext;
    }

    /// <summary>How many attempts were read.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the answer has a list of attempts, be it empty.</summary>
    public bool SawList { get; private set; }

    /// <returns>The next attempt; null when the answer was read to its end.</returns>
    /// <inheritdoc cref="AnswerReader.Read"/>
    public TicketAttempt? Read() => _answer.Read(_readNext, Count);

    private TicketAttempt? ReadNext()
    {
        while (true)
        {
            if (_insideList)
            {
                _answer.Json.Read();
                switch (_answer.Json.Token)
                {
                    case JsonToken.StartObject:
                        return ReadAttempt();
                    case JsonToken.EndArray:
                        _insideList = false;
                        break;
                    default:
                        throw SevuResponseException.UnexpectedShape(Messages.ShapeAttemptNotAnObject);
                }
            }

            switch (_answer.NextField())
            {
                case null:
                    return null;
                case "attempts":
                    EnterList();
                    break;
                default:
                    _answer.Json.Skip();
                    break;
            }
        }
    }

    private void EnterList()
    {
        _answer.Json.Read();
        _insideList = _answer.Json.Token == JsonToken.StartArray;
        SawList |= _insideList;
        if (!_insideList && _answer.Json.Token != JsonToken.Null)
        {
            throw SevuResponseException.UnexpectedShape(Messages.ShapeAttemptsNotAList);
        }
    }

    private TicketAttempt ReadAttempt()
    {
        DateTime? utc = null;
        bool? success = null;
        string? key = null, ip = null, video = null, app = null, appInstance = null;
        string? pageUrl = null, referrerUrl = null, reason = null, server = null;
        while (_answer.Json.Read() && _answer.Json.Token == JsonToken.PropertyName)
        {
            string name = _answer.Json.Text;
            switch (name)
            {
                case "key":
                    key = _answer.ReadText(name);
                    break;
                case "datetime":
                    utc = _answer.ReadTime(name);
                    break;
                case "ip":
                    ip = _answer.ReadText(name);
                    break;
                case "video":
                    video = _answer.ReadText(name);
                    break;
                case "app":
                    app = _answer.ReadText(name);
                    break;
                case "appinst":
                    appInstance = _answer.ReadText(name);
                    break;
                case "pageurl":
                    pageUrl = _answer.ReadText(name);
                    break;
                case "refurl":
                    referrerUrl = _answer.ReadText(name);
                    break;
                case "success":
                    success = _answer.ReadBoolean(name);
                    break;
                case "reason":
                    reason = _answer.ReadText(name);
                    break;
                case "server":
                    server = _answer.ReadText(name);
                    break;
                default:
                    _answer.Json.Skip();
                    break;
            }
        }

        Count++;
        return new TicketAttempt(utc, ip, _details.Share(new AttemptDetails
        {
            Key = key,
            Video = video,
            App = app,
            AppInstance = appInstance,
            PageUrl = pageUrl,
            ReferrerUrl = referrerUrl,
            Success = success ?? reason == "Success",
            Reason = reason,
            Server = server,
        }));
    }
}
