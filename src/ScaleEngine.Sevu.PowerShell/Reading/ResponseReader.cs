using ScaleEngine.Sevu.Errors;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads a response field by field, while it is downloaded, and keeps the fields that all responses have: <c>code</c>,
/// <c>status</c>, <c>message</c> and <c>handle_time</c>.</summary>
/// <param name="response">The response.</param>
/// <param name="copy">Receives every byte that is read.</param>
/// <param name="maxLength">How many bytes may be read; more are an error.</param>
internal sealed class ResponseReader(SevuResponse response, Stream? copy = null, long maxLength = ResponseReader.MaxWholeLength)
{
    /// <summary>The bound of a response that is read whole: one that is kept takes up to some fifty times its size as objects.</summary>
    private const long MaxWholeLength = 16 * 1024 * 1024;

    // The body of an HTTP error only informs.
    private const int MaxErrorLength = 64 * 1024;

    /// <summary>Part of every message that PHP writes into its output (<c>display_errors</c>).</summary>
    private const string PhpMessage = " on line ";

    private bool _started;
    private string? _status;
    private string? _message;
    private string? _handleTime;

    /// <summary>The JSON reader; after <see cref="NextField"/>, before the field's value.</summary>
    public JsonPullReader Json => Fields.Json;

    /// <summary>Reads the values of fields.</summary>
    public FieldReader Fields { get; } = new(
        new JsonPullReader(response.HttpError is null
            ? new LimitedStream(response.Body, maxLength, TimeSpan.MaxValue, copy)
            : new LimitedStream(response.Body, MaxErrorLength, SevuResponse.MaxErrorTime, copy)),
        response.ForDisplay);

    /// <summary>The response code; known at the end of the response.</summary>
    public ServiceCode Code { get; private set; } = ServiceCode.Parse(null);

    /// <summary>The service's message, safe to display; known at the end of the response.</summary>
    public string? Message => response.ForDisplay(_message);

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
    /// <param name="countAttempts">Tells how many attempts were read; null if the response has no attempts.</param>
    /// <exception cref="SevuResponseException">The response is not one of the service.</exception>
    /// <exception cref="SevuIncompleteException">The response is truncated.</exception>
    /// <exception cref="SevuTimeoutException">No byte of the response arrived in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public T Read<T>(Func<T> read, Func<long>? countAttempts = null)
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
            throw countAttempts?.Invoke() is long count and > 0 ? new SevuIncompleteException(count, notJson.Message, notJson) : notJson;
        }
        catch (Exception failure) when (failure is IOException || (failure is SevuTimeoutException && _started))
        {
            throw new SevuIncompleteException(countAttempts?.Invoke(), response.ForDisplay(failure.Message), failure as SevuException);
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
                case "code": ReadCode(); break;
                case "status": _status = Fields.ReadJoinedText(); break;
                case "message": _message = Fields.ReadJoinedText(); break;
                case "handle_time": _handleTime = Fields.ReadJoinedText(); break;
                default:
                    return name;
            }
        }

        if (Json.PeekTrailingText() is string text)
        {
            Fields.Warning ??= DisplayText.Format(Messages.TrailingText, response.ForDisplay(text));
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
        // Content counts beside a status that nobody knows: the key of a new ticket, for example, must not be lost.
        bool isClaimed = SaysSuccess() || (hasContent && !SaysFailure());
        bool success = Code.Kind switch
        {
            ServiceCodeKind.Success or ServiceCodeKind.None => _status is null || isClaimed,
            ServiceCodeKind.Unknown => isClaimed,
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

    private SevuServiceException Failure() => new(Code, Message, response.ClockDifference, response.RetryAfter);

    private void ReadCode()
    {
        ServiceCode code = ServiceCode.Parse(Fields.ReadJoinedText());
        // Of two codes, that of a failure counts.
        Code = IsFailure ? Code : code;
    }

    private bool SaysFailure() => string.Equals(_status, "failure", StringComparison.OrdinalIgnoreCase);

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
            Read(() =>
            {
                StartObject();
                return ReadToEnd();
            });
        }
        catch (SevuException)
        {
            // What has been read up to here decides.
        }

        return IsFailure || (Code.Kind != ServiceCodeKind.None && SaysFailure()) ? Failure() : error;
    }

    private void StartObject()
    {
        int first = Json.PeekContent();
        if (first != '{' && Json.SkipToObject() is string text && text.Contains(PhpMessage))
        {
            Fields.Warning ??= DisplayText.Format(Messages.LeadingText, response.ForDisplay(text));
            first = '{';
        }

        switch (first)
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
