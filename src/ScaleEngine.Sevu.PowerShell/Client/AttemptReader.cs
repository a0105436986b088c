using System;
using System.Globalization;
using System.IO;

namespace ScaleEngine.Sevu.Client;

/// <summary>Reads the answer of <c>sevu.errorlog</c> attempt by attempt, as it comes in.</summary>
internal sealed class AttemptReader
{
    /// <summary>What published clients know as the service's null.</summary>
    private const string NoTime = "0000-00-00 00:00:00";

    private readonly SevuResponse _response;
    private readonly JsonPullReader _json;
    private bool _started;
    private bool _insideAttempts;
    private bool _sawAttempts;
    private string? _status;
    private string? _message;

    public AttemptReader(SevuResponse response)
    {
        _response = response;
        _json = new JsonPullReader(response.Body);
    }

    /// <summary>How many attempts were read.</summary>
    public long Count { get; private set; }

    /// <summary>The response code; known when all attempts are read.</summary>
    public ServiceCode Code { get; private set; } = ServiceCode.Parse(null);

    /// <summary>The service's text for people as it may be shown; known when all attempts are read.</summary>
    public string? Message => _response.ForDisplay(_message);

    /// <summary>How long the service took, as it says; known when all attempts are read.</summary>
    public string? HandleTime { get; private set; }

    /// <summary>The first time that could not be read; null while there was none.</summary>
    public string? UnreadableTime { get; private set; }

    /// <returns>The next attempt; null when the answer was read to its end.</returns>
    /// <exception cref="SevuResponseException">This is not an answer of the service.</exception>
    /// <exception cref="SevuIncompleteException">The answer broke off.</exception>
    /// <exception cref="SevuTimeoutException">No byte of the answer came in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TicketAttempt? Read()
    {
        try
        {
            if (!_started)
            {
                Start();
            }

            return FindAttempt() ? ReadAttempt() : null;
        }
        catch (FormatException failure)
        {
            SevuResponseException notJson = SevuResponseException.NotJson(failure);
            throw Count == 0 ? notJson : new SevuIncompleteException(Count, notJson);
        }
        catch (Exception failure) when (failure is IOException || (failure is SevuTimeoutException && _started))
        {
            throw new SevuIncompleteException(Count, failure);
        }
    }

    /// <summary>To be called when all attempts are read: the verdict may stand behind them.</summary>
    /// <exception cref="SevuServiceException">The service calls it a failure.</exception>
    /// <exception cref="SevuResponseException">It does not say what it is.</exception>
    public void EnsureSuccess()
    {
        bool saysNothing = _status is null && Code.Kind == ServiceCodeKind.None;
        if (saysNothing && !_sawAttempts)
        {
            throw SevuResponseException.UnexpectedShape(Messages.ShapeNoCode);
        }

        bool success = Code.Kind switch
        {
            ServiceCodeKind.Success or ServiceCodeKind.None => _status is null || SaysSuccess(),
            ServiceCodeKind.Unknown => SaysSuccess(),
            _ => false,
        };
        if (!success)
        {
            throw new SevuServiceException(Code, Message, _response.ClockDifference);
        }
    }

    private bool SaysSuccess() => string.Equals(_status, "success", StringComparison.OrdinalIgnoreCase);

    private void Start()
    {
        switch (_response.Body.PeekContent())
        {
            case '{':
                _started = true;
                _json.Read();
                break;
            case '<':
                throw SevuResponseException.Html();
            case '[':
                throw SevuResponseException.UnexpectedShape(Messages.ShapeNotAnObject);
            case -1:
                throw SevuResponseException.Empty();
            default:
                throw SevuResponseException.NotJson();
        }
    }

    /// <summary>Moves to the start of the next attempt, past the answer's own fields, which may stand on either side of
    /// the list.</summary>
    private bool FindAttempt()
    {
        while (true)
        {
            _json.Read();
            switch (_json.Token)
            {
                case JsonToken.StartObject when _insideAttempts:
                    return true;
                case JsonToken.EndArray:
                    _insideAttempts = false;
                    break;
                case JsonToken.PropertyName:
                    ReadField(_json.Text);
                    break;
                case JsonToken.EndObject:
                    // To the very end, so that what follows the answer is noticed.
                    return _json.Read() ? throw new FormatException() : false;
                default:
                    throw SevuResponseException.UnexpectedShape(Messages.ShapeAttemptNotAnObject);
            }
        }
    }

    private void ReadField(string name)
    {
        switch (name)
        {
            case "code":
                Code = ServiceCode.Parse(ReadText(name));
                break;
            case "status":
                _status = ReadText(name);
                break;
            case "message":
                _message = ReadText(name);
                break;
            case "handle_time":
                HandleTime = _response.ForDisplay(ReadText(name));
                break;
            case "attempts":
                _json.Read();
                _insideAttempts = _json.Token == JsonToken.StartArray;
                _sawAttempts |= _insideAttempts;
                if (!_insideAttempts && _json.Token != JsonToken.Null)
                {
                    throw SevuResponseException.UnexpectedShape(Messages.ShapeAttemptsNotAList);
                }

                break;
            default:
                _json.Skip();
                break;
        }
    }

    private TicketAttempt ReadAttempt()
    {
        DateTime? utc = null;
        bool? success = null;
        string? key = null, ip = null, video = null, app = null, appInstance = null;
        string? pageUrl = null, referrerUrl = null, reason = null, server = null;
        while (_json.Read() && _json.Token == JsonToken.PropertyName)
        {
            string name = _json.Text;
            switch (name)
            {
                case "key":
                    key = ReadText(name);
                    break;
                case "datetime":
                    utc = ReadTime(name);
                    break;
                case "ip":
                    ip = ReadText(name);
                    break;
                case "video":
                    video = ReadText(name);
                    break;
                case "app":
                    app = ReadText(name);
                    break;
                case "appinst":
                    appInstance = ReadText(name);
                    break;
                case "pageurl":
                    pageUrl = ReadText(name);
                    break;
                case "refurl":
                    referrerUrl = ReadText(name);
                    break;
                case "success":
                    success = ReadBoolean(name);
                    break;
                case "reason":
                    reason = ReadText(name);
                    break;
                case "server":
                    server = ReadText(name);
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        Count++;
        return new TicketAttempt
        {
            Utc = utc,
            Key = key,
            IPAddress = ip,
            Video = video,
            App = app,
            AppInstance = appInstance,
            PageUrl = pageUrl,
            ReferrerUrl = referrerUrl,
            Success = success ?? reason == "Success",
            Reason = reason,
            Server = server,
        };
    }

    private string? ReadText(string name)
    {
        _json.Read();
        return _json.Token switch
        {
            JsonToken.String or JsonToken.Number or JsonToken.Boolean => _json.Text,
            JsonToken.Null => null,
            _ => throw SevuResponseException.UnexpectedShape(DisplayText.Format(Messages.ShapeNotText, name)),
        };
    }

    private bool? ReadBoolean(string name)
    {
        string? text = ReadText(name);
        return text switch
        {
            null => null,
            "1" or "true" => true,
            "0" or "false" or "" => false,
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number != 0,
            _ => throw SevuResponseException.UnexpectedShape(DisplayText.Format(Messages.ShapeNotBoolean, name)),
        };
    }

    private DateTime? ReadTime(string name)
    {
        string? text = ReadText(name);
        if (string.IsNullOrEmpty(text) || text == NoTime)
        {
            return null;
        }

        if (DateTime.TryParseExact(
            text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime utc))
        {
            return utc;
        }

        UnreadableTime ??= text;
        return null;
    }
}
