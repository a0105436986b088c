using System.Globalization;
using System.Text;
using ScaleEngine.Sevu.Errors;
using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads a response field by field, while it is downloaded, and keeps the fields that all responses have: <c>code</c>,
/// <c>status</c>, <c>message</c> and <c>handle_time</c>.</summary>
/// <param name="response">The response.</param>
/// <param name="copy">Receives every byte that is read.</param>
/// <param name="maxLength">How many bytes may be read; more are an error.</param>
internal sealed class ResponseReader(SevuResponse response, Stream? copy = null, long maxLength = long.MaxValue)
{
    private const int MaxErrorLength = 64 * 1024;
    private const int MaxMessageLength = 1000;

    private bool _started;
    private string? _status;
    private string? _message;
    private string? _handleTime;

    /// <summary>The JSON reader; after <see cref="NextField"/>, before the field's value.</summary>
    public JsonPullReader Json { get; } = new(response.Body, copy, response.HttpError is null ? maxLength : MaxErrorLength);

    /// <summary>The response code; known at the end of the response.</summary>
    public ServiceCode Code { get; private set; } = ServiceCode.Parse(null);

    /// <summary>The service's message, safe to display; known at the end of the response.</summary>
    public string? Message => response.ForDisplay(_message);

    /// <summary>A warning about the first part that could not be read, safe to display; null if there was none.</summary>
    public string? Warning { get; private set; }

    /// <summary>What makes the response incomplete although its code may be a success; null if nothing does. The code comes
    /// first.</summary>
    public SevuResponseException? Defect { get; set; }

    private bool IsFailure => Code.Kind is not (ServiceCodeKind.None or ServiceCodeKind.Success or ServiceCodeKind.Unknown);

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
        // A failure that is already known counts for more than how its response ends.
        catch (Exception failure) when (IsFailure && failure is FormatException or IOException or SevuException)
        {
            throw Failure();
        }
        catch (FormatException)
        {
            SevuResponseException notJson = SevuResponseException.NotJson();
            throw attemptCount > 0 ? new SevuIncompleteException(attemptCount, notJson.Message, notJson) : notJson;
        }
        catch (Exception failure) when (failure is IOException || (failure is SevuTimeoutException && _started))
        {
            throw new SevuIncompleteException(attemptCount, response.ForDisplay(failure.Message), failure as SevuException);
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
                case "code": Code = ServiceCode.Parse(ReadJoinedText()); break;
                case "status": _status = ReadJoinedText(); break;
                case "message": _message = ReadJoinedText(); break;
                case "handle_time": _handleTime = ReadJoinedText(); break;
                default:
                    return name;
            }
        }

        if (Json.PeekTrailingText() is string text)
        {
            Warning ??= DisplayText.Format(Messages.TrailingText, response.ForDisplay(text));
        }

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
        bool success = Code.Kind switch
        {
            ServiceCodeKind.Success or ServiceCodeKind.None => _status is null || SaysSuccess(),
            ServiceCodeKind.Unknown => SaysSuccess(),
            _ => false,
        };
        if (!success)
        {
            throw Failure();
        }

        if (Defect is not null)
        {
            throw Defect;
        }

        if (_status is null && Code.Kind == ServiceCodeKind.None && !hasContent)
        {
            throw SevuResponseException.UnexpectedShape(Messages.ShapeNoCode);
        }
    }

    /// <returns>Null if the value is not a single one.</returns>
    public string? ReadText(string name)
    {
        Json.Read();
        return Text(name);
    }

    /// <returns>Null if there is no value, or one that cannot be read.</returns>
    public bool? ReadBoolean(string name)
    {
        string? text = ReadText(name);
        switch (text)
        {
            case null: return null;
            case "1" or "true": return true;
            case "0" or "false" or "": return false;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsNaN(number) && !double.IsInfinity(number))
        {
            return number != 0;
        }

        AddUnreadable(name, text);
        return null;
    }

    /// <inheritdoc cref="ReadBoolean"/>
    public long? ReadInteger(string name)
    {
        string? text = ReadText(name);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        if (!string.IsNullOrEmpty(text))
        {
            AddUnreadable(name, text);
        }

        return null;
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
            AddUnreadable(name, text);
        }

        return utc;
    }

    public void AddUnreadable(string name, string? text)
        => Warning ??= DisplayText.Format(Messages.UnreadableField, name, response.ForDisplay(text));

    private string? Text(string name)
    {
        switch (Json.Token)
        {
            case JsonToken.String or JsonToken.Number or JsonToken.Boolean: return Json.Text;
            case JsonToken.Null: return null;
        }

        AddUnreadable(name, Json.Token == JsonToken.StartArray ? "[" : "{");
        Json.Skip();
        return null;
    }

    /// <summary>Reads a field that only informs, and must not hide the code: of a list or object, its texts.</summary>
    private string? ReadJoinedText()
    {
        Json.Read();
        if (Json.Token is not (JsonToken.StartArray or JsonToken.StartObject))
        {
            return Json.Token == JsonToken.Null ? null : Json.Text;
        }

        StringBuilder joined = new();
        Json.Skip(text =>
        {
            if (joined.Length < MaxMessageLength)
            {
                joined.Append(joined.Length == 0 ? "" : ", ").Append(text);
            }
        });
        return joined.Length == 0 ? null : joined.ToString();
    }

    private SevuServiceException Failure() => new(Code, Message, response.ClockDifference, response.RetryAfter);

    private bool SaysSuccess() => string.Equals(_status, "success", StringComparison.OrdinalIgnoreCase);

    private void Start()
    {
        if (response.HttpError is SevuHttpException error)
        {
            throw ReadHttpError(error);
        }

        StartObject();
    }

    /// <summary>Looks for a code of the service in the body of an HTTP error.</summary>
    private SevuException ReadHttpError(SevuHttpException error)
    {
        try
        {
            StartObject();
            while (NextField() is not null)
            {
                Json.Skip();
            }
        }
        catch (Exception failure) when (failure is FormatException or IOException or SevuException)
        {
            return IsFailure ? Failure() : error;
        }

        return IsFailure ? Failure() : error;
    }

    private void StartObject()
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
