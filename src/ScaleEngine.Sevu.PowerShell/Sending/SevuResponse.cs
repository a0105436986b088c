using System.Net;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Sending;

/// <summary>A response whose headers have arrived and whose body has not been read yet.</summary>
internal sealed class SevuResponse : IDisposable
{
    // The Date header is truncated to whole seconds.
    private static readonly TimeSpan HalfSecond = TimeSpan.FromSeconds(0.5);

    private readonly SevuRequest _request;
    private readonly SevuConnection _connection;
    private readonly HttpResponseMessage _message;
    private readonly CancellationTokenSource _cancellation;

    /// <exception cref="SevuHttpException">The response is a redirect.</exception>
    /// <exception cref="SevuResponseException">The body has an encoding that was not requested.</exception>
    public SevuResponse(
        SevuRequest request, SevuConnection connection, HttpResponseMessage message, Stream network, TimeSpan roundTrip,
        CancellationTokenSource cancellation)
    {
        _request = request;
        _connection = connection;
        _message = message;
        _cancellation = cancellation;
        RoundTrip = roundTrip;
        DateTimeOffset? date = message.Headers.Date;
        ClockDifference = DateTimeOffset.UtcNow - (date + HalfSecond);
        TimeSpan? retryAfter = message.Headers.RetryAfter?.Delta ?? message.Headers.RetryAfter?.Date - (date ?? DateTimeOffset.UtcNow);
        RetryAfter = retryAfter > TimeSpan.Zero ? retryAfter : null;
        if (!message.IsSuccessStatusCode)
        {
            HttpError = new SevuHttpException(
                message.StatusCode, ForDisplay(message.ReasonPhrase), ForDisplay(message.Headers.Location?.OriginalString), RetryAfter);
            if (message.StatusCode < HttpStatusCode.BadRequest)
            {
                throw HttpError;
            }
        }

        bool isShort = HttpError is not null && (connection.TimeoutSec == 0 || connection.Timeout > MaxErrorTime);
        Body = new ResponseBodyStream(network, IsCompressed(), isShort ? MaxErrorTime : connection.Timeout, cancellation.Token);
    }

    /// <summary>How long to read the body of an error, which only informs: it is not worth the wait that a log is.</summary>
    public static TimeSpan MaxErrorTime { get; } = TimeSpan.FromSeconds(5);

    public ResponseBodyStream Body { get; }

    /// <summary>What the HTTP status says, unless the body has a code of the service; null for a success.</summary>
    public SevuHttpException? HttpError { get; }

    /// <summary>From sending the request to receiving the headers.</summary>
    public TimeSpan RoundTrip { get; }

    /// <summary>How far this machine's clock is ahead of the service's, by the <c>Date</c> header, which has whole seconds;
    /// null without the header.</summary>
    public TimeSpan? ClockDifference { get; }

    /// <summary>How long the server asks to wait before the next request; null if it does not, or names a time that is
    /// past.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <inheritdoc cref="SevuConnection.ForDisplay"/>
    public string? ForDisplay(string? text) => _connection.ForDisplay(text, _request);

    /// <summary>The headers, for debug messages.</summary>
    public string Describe() => ForDisplay(DisplayText.Format(
        Messages.DebugResponse, (int)_message.StatusCode, _message.Content.Headers.ContentType, _message.Headers.Date))!;

    /// <summary>Cancels the download if it is still running.</summary>
    public void Dispose()
    {
        Body.Dispose();
        _message.Dispose();
        _cancellation.Dispose();
    }

    private bool IsCompressed()
    {
        string encoding = string.Join(", ", _message.Content.Headers.ContentEncoding);
        return encoding.ToLowerInvariant() switch
        {
            "" or "identity" => false,
            "gzip" or "x-gzip" => true,
            _ => throw SevuResponseException.UnknownEncoding(ForDisplay(encoding)),
        };
    }
}
