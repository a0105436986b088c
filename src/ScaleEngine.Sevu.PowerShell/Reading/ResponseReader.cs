using System.Globalization;
using ScaleEngine.Sevu.Errors;
using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads a response field by field, while it is downloaded, and keeps the fields that all responses have: <c>code</c>,
/// <c>status</c>, <c>message</c> and <c>handle_time</c>.</summary>
/// <param name="response">The response.</param>
/// <param name="copy">Receives every byte that is read.</param>
internal sealed class ResponseReader(SevuResponse response, Stream? copy = null)
{
    private bool _started;
    private string? _status;
    private string? _message;
    private string? _handleTime;

    /// <summary>The JSON reader; after <see cref="NextField"/>, before the field's value.</summary>
    public JsonPullReader Json { get; } = new(response.Body, copy);

    /// <summary>The response code; known at the end of the response.</summary>
    public ServiceCode Code { get; private set; } = ServiceCode.Parse(null);

    /// <summary>The service's message, safe to display; known at the end of the response.</summary>
    public string? Message => response.ForDisplay(_message);

    /// <summary>The first time that could not be read; null if there was none.</summary>
    public string? UnreadableTime { get; private set; }

    /// <summary>Code and message, or else the status.</summary>
    private string? Verdict
    {
        get
        {
            string? code = Code.Kind == ServiceCodeKind.None ? null : DisplayText.Format(Messages.VerboseCode, Code.Text);
            string verdict = string.Join(" ", new[] { code, Message ?? response.ForDisplay(_status) }.Where(part => part is not null));
            return verdict.Length == 0 ? null : verdict;
        }
    }

    /// <summary>The outcome for verbose messages; known at the end of the response.</summary>
    /// <param name="name">What messages call the input.</param>
    /// <param name="result">What the response contained; null to leave it out.</param>
    public string Outcome(string name, string? result = null)
    {
        string?[] parts =
        [
            Verdict,
            result,
            response.ForDisplay(_handleTime) is string time ? DisplayText.Format(Messages.VerboseHandleTime, time) : null,
            DisplayText.Format(Messages.VerboseRoundTrip, response.RoundTrip.TotalMilliseconds),
        ];
        return DisplayText.Format(Messages.About, name, string.Join(", ", parts.Where(part => part is not null)));
    }

    /// <summary>Reads part of the response, and translates exceptions.</summary>
    /// <param name="read">Reads part of the response.</param>
    /// <param name="attemptCount">How many attempts were read before; null if the response has no attempts.</param>
    /// <exception cref="SevuResponseException">The response is not one of the service.</exception>
    /// <exception cref="SevuIncompleteException">The response is truncated.</exception>
    /// <exception cref="SevuTimeoutException">No byte of the response arrived in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public T Read<T>(Func<T> read, long? attemptCount = null)
    {
        try
        {
            return read();
        }
        catch (FormatException failure)
        {
            SevuResponseException notJson = SevuResponseException.NotJson(failure);
            throw attemptCount > 0 ? new SevuIncompleteException(attemptCount, notJson) : notJson;
        }
        catch (Exception failure) when (failure is IOException || (failure is SevuTimeoutException && _started))
        {
            throw new SevuIncompleteException(attemptCount, failure);
        }
    }

    /// <summary>Reads a response of which only the outcome matters.</summary>
    /// <returns>Whether it has fields of its own.</returns>
    /// <inheritdoc cref="Read"/>
    public bool ReadToEnd() => Read(() =>
    {
        bool hasFields = false;
        while (NextField() is not null)
        {
            hasFields = true;
            Json.Skip();
        }

        return hasFields;
    });

    /// <returns>The name of the next field that is specific to the command; null at the end of the response.</returns>
    public string? NextField()
    {
        if (!_started)
        {
            Start();
        }

        while (Json.Read() && Json.Token == JsonToken.PropertyName)
        {
            string name = Json.Text;
            switch (name)
            {
                case "code": Code = ServiceCode.Parse(ReadText(name)); break;
                case "status": _status = ReadText(name); break;
                case "message": _message = ReadText(name); break;
                case "handle_time": _handleTime = ReadText(name); break;
                default:
                    return name;
            }
        }

        // To the end of the stream, so that data after the response is detected.
        Json.Read();
        return null;
    }

    /// <summary>Throws if the service reports a failure. Call it at the end of the response: the code may be its last
    /// field.</summary>
    /// <param name="hasContent">Whether the response contains what was requested. It is then a success even without code and
    /// status.</param>
    /// <exception cref="SevuServiceException">The service reports a failure.</exception>
    /// <exception cref="SevuResponseException">The response has neither content nor code nor status.</exception>
    public void EnsureSuccess(bool hasContent)
    {
        if (_status is null && Code.Kind == ServiceCodeKind.None && !hasContent)
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
            throw new SevuServiceException(Code, Message, response.ClockDifference);
        }
    }

    public string? ReadText(string name)
    {
        Json.Read();
        return Text(name);
    }

    public bool? ReadBoolean(string name)
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

    public long? ReadInteger(string name)
    {
        string? text = ReadText(name);
        return string.IsNullOrEmpty(text)
            ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw SevuResponseException.UnexpectedShape(DisplayText.Format(Messages.ShapeNotInteger, name));
    }

    /// <returns>UTC; null if the service gives no time, or one that cannot be read.</returns>
    public DateTime? ReadTime(string name)
    {
        Json.Read();
        if (Json.Token == JsonToken.String && ServiceTime.TryParse(Json.Raw, out DateTime time))
        {
            return time;
        }

        string? text = Text(name);
        if (!ServiceTime.TryParse(text, out DateTime? utc))
        {
            UnreadableTime ??= text;
        }

        return utc;
    }

    private string? Text(string name) => Json.Token switch
    {
        JsonToken.String or JsonToken.Number or JsonToken.Boolean => Json.Text,
        JsonToken.Null => null,
        _ => throw SevuResponseException.UnexpectedShape(DisplayText.Format(Messages.ShapeNotText, name)),
    };

    private bool SaysSuccess() => string.Equals(_status, "success", StringComparison.OrdinalIgnoreCase);

    private void Start()
    {
        switch (Json.PeekContent())
        {
            case '{':
                _started = true;
                Json.Read();
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
}
