using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Sending;

/// <summary>An message whose head has come and whose body is still to be read.</summary>
internal sealed class SevuResponse(
    SevuRequest request, SevuConnection connection, HttpResponseMessage message, ResponseBodyStream body, TimeSpan roundTrip,
    IDisposable? cancellation = null) : IDisposable
{
    // The header has whole seconds, cut off.
    private static readonly TimeSpan HalfSecond = TimeSpan.FromSeconds(0.5);

    public ResponseBodyStream Body { get; } = body;

    /// <summary>From sending the request to the head of the message.</summary>
    public TimeSpan RoundTrip { get; } = roundTrip;

    /// <summary>How far this machine's clock is ahead of the service's, by its <c>Date</c> header, which has whole
    /// seconds; null where it sent none.</summary>
    public TimeSpan? ClockDifference { get; } = DateTimeOffset.UtcNow - (message.Headers.Date + HalfSecond);

    /// <inheritdoc cref="SevuConnection.ForDisplay"/>
    public string? ForDisplay(string? text) => connection.ForDisplay(text, request);

    /// <summary>The head, for <c>-Debug</c>.</summary>
    public string Describe() => ForDisplay(DisplayText.Format(
        Messages.DebugResponse, (int)message.StatusCode, message.Content.Headers.ContentType, message.Headers.Date))!;

    /// <summary>Ends the download if it is still under way.</summary>
    public void Dispose()
    {
        Body.Dispose();
        message.Dispose();
        cancellation?.Dispose();
    }
}
