using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads the answer of <c>sevu.errorlog</c> attempt by attempt, as it comes in.</summary>
internal sealed class AttemptReader(AnswerReader answer)
{
    private readonly AttemptDetailsPool _details = new();
    private Func<TicketAttempt?>? _readNext;
    private bool _insideList;

    /// <summary>How many attempts were read.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the answer has a list of attempts, be it empty.</summary>
    public bool SawList { get; private set; }

    /// <returns>The next attempt; null when the answer was read to its end.</returns>
    /// <inheritdoc cref="AnswerReader.Read"/>
    public TicketAttempt? Read() => answer.Read(_readNext ??= ReadNext, Count);

    private TicketAttempt? ReadNext()
    {
        while (true)
        {
            if (_insideList)
            {
                answer.Json.Read();
                switch (answer.Json.Token)
                {
                    case JsonToken.StartObject: return ReadAttempt();
                    case JsonToken.EndArray: _insideList = false; break;
                    default: throw SevuResponseException.UnexpectedShape(Messages.ShapeAttemptNotAnObject);
                }
            }

            switch (answer.NextField())
            {
                case null: return null;
                case "attempts": EnterList(); break;
                default: answer.Json.Skip(); break;
            }
        }
    }

    private void EnterList()
    {
        answer.Json.Read();
        _insideList = answer.Json.Token == JsonToken.StartArray;
        SawList |= _insideList;
        if (!_insideList && answer.Json.Token != JsonToken.Null)
        {
            throw SevuResponseException.UnexpectedShape(Messages.ShapeAttemptsNotAList);
        }
    }

    private TicketAttempt ReadAttempt()
    {
        DateTime? utc = null;
        string? ip = null;
        bool? success = null;
        AttemptDetails details = new();
        while (answer.Json.Read() && answer.Json.Token == JsonToken.PropertyName)
        {
            string name = answer.Json.Text;
            switch (name)
            {
                case "key": details.Key = answer.ReadText(name); break;
                case "datetime": utc = answer.ReadTime(name); break;
                case "ip": ip = answer.ReadText(name); break;
                case "video": details.Video = answer.ReadText(name); break;
                case "app": details.App = answer.ReadText(name); break;
                case "appinst": details.AppInstance = answer.ReadText(name); break;
                case "pageurl": details.PageUrl = answer.ReadText(name); break;
                case "refurl": details.ReferrerUrl = answer.ReadText(name); break;
                case "success": success = answer.ReadBoolean(name); break;
                case "reason": details.Reason = answer.ReadText(name); break;
                case "server": details.Server = answer.ReadText(name); break;
                default: answer.Json.Skip(); break;
            }
        }

        Count++;
        details.Success = success ?? details.Reason == "Success";
        return new TicketAttempt(utc, ip, _details.Share(details));
    }
}
