using System;
using System.Net.Http;

namespace ScaleEngine.Sevu.Client;

/// <summary>An answer whose head has come and whose body is still to be read.</summary>
internal sealed class SevuResponse : IDisposable
{
    // The header has whole seconds, cut off.
    private static readonly TimeSpan HalfSecond = TimeSpan.FromSeconds(0.5);

    private readonly SevuRequest _request;
    private readonly SevuConnection _connection;
    private readonly HttpResponseMessage _answer;
    private readonly IDisposable? _ending;

    public SevuResponse(
        SevuRequest request, SevuConnection connection, HttpResponseMessage answer, ResponseBodyStream body, TimeSpan roundTrip,
        IDisposable? ending = null)
    {
        _request = request;
        _connection = connection;
        _answer = answer;
        _ending = ending;
        Body = body;
        RoundTrip = roundTrip;
        ClockDifference = DateTimeOffset.UtcNow - (answer.Headers.Date + HalfSecond);
    }

    public ResponseBodyStream Body { get; }

    /// <summary>From sending the request to the head of the answer.</summary>
    public TimeSpan RoundTrip { get; }

    /// <summary>How far this machine's clock is ahead of the service's, by its <c>Date</c> header, which has whole
    /// seconds; null where it sent none.</summary>
    public TimeSpan? ClockDifference { get; }

    /// <inheritdoc cref="SevuRequest.ForDisplay"/>
    public string? ForDisplay(string? text) => _request.ForDisplay(text, _connection);

    /// <summary>The head, for <c>-Debug</c>.</summary>
    public string Describe() => ForDisplay(DisplayText.Format(
        Messages.DebugResponse, (int)_answer.StatusCode, _answer.Content.Headers.ContentType, _answer.Headers.Date))!;

    /// <summary>Ends the download if it is still under way.</summary>
    public void Dispose()
    {
        Body.Dispose();
        _answer.Dispose();
        _ending?.Dispose();
    }
}
