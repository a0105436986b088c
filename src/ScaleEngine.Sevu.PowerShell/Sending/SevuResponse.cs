using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Sending;

/// <summary>A response whose headers have arrived and whose body has not been read yet.</summary>
internal sealed class SevuResponse(
    SevuRequest request, SevuConnection connection, HttpResponseMessage message, ResponseBodyStream body, TimeSpan roundTrip,
    IDisposable? cancellation = null) : IDisposable
{
    // The Date header is truncated to whole seconds.
    private static readonly TimeSpan HalfSecond = TimeSpan.FromSeconds(0.5);

    public ResponseBodyStream Body { get; } = body;

    /// <summary>From sending the request to receiving the headers.</summary>
    public TimeSpan RoundTrip { get; } = roundTrip;

    /// <summary>How far this machine's clock is ahead of the service's, by the <c>Date</c> header, which has whole seconds;
    /// null without the header.</summary>
    public TimeSpan? ClockDifference { get; } = DateTimeOffset.UtcNow - (message.Headers.Date + HalfSecond);

    /// <inheritdoc cref="SevuConnection.ForDisplay"/>
    public string? ForDisplay(string? text) => connection.ForDisplay(text, request);

    /// <summary>The headers, for debug messages.</summary>
    public string Describe() => ForDisplay(DisplayText.Format(
        Messages.DebugResponse, (int)message.StatusCode, message.Content.Headers.ContentType, message.Headers.Date))!;

    /// <summary>Cancels the download if it is still running.</summary>
    public void Dispose()
    {
        Body.Dispose();
        message.Dispose();
        cancellation?.Dispose();
    }
}
