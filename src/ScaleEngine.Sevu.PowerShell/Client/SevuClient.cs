using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Client;

/// <summary>Signs a request, sends it once, and hands its response out when the headers have come.</summary>
/// <remarks>The caller's thread waits; each has its own client, and all share the connection.</remarks>
internal sealed class SevuClient
{
    // A timer may fire a tick early, and nobody is to be asked before the time it gave.
    private static readonly TimeSpan TimerTick = TimeSpan.FromMilliseconds(16);

    private readonly SevuConnection _connection;
    private readonly IMessages _messages;
    private readonly CancellationToken _stopping;

    /// <param name="connection">The account and the way to it.</param>
    /// <param name="messages">Is told of the exchange.</param>
    /// <param name="stopping">Ends whatever is under way: sending, reading, waiting.</param>
    public SevuClient(SevuConnection connection, IMessages messages, CancellationToken stopping)
    {
        _connection = connection;
        _messages = messages;
        _stopping = stopping;
    }

    /// <summary>Sends a request once.</summary>
    /// <returns>The response, whose body is still to be read.</returns>
    /// <exception cref="SevuException">It could not be sent, or the HTTP status is an error.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public SevuResponse Send(SevuRequest request)
    {
        SignedRequestContent? content = null;
        CancellationTokenSource ending = LinkEnding();
        SevuResponse? response = null;
        try
        {
            content = Sign(request);
            response = PostAsync(request, content, ending).GetAwaiter().GetResult();
            _messages.Debug(response.Describe);
            return response;
        }
        catch (Exception failure)
        {
            response?.Dispose();
            ending.Dispose();
            if (IsDisconnect(failure))
            {
                throw SevuConnectionException.Disconnected(requestSent: content is { Sent: true });
            }

            throw;
        }
        finally
        {
            content?.Dispose();
        }
    }

    /// <summary>Whether this is how Disconnect-Sevu looks to a request that is under way.</summary>
    public bool IsDisconnect(Exception failure)
        => _connection.Ending.IsCancellationRequested && !_stopping.IsCancellationRequested
            && failure is ObjectDisposedException or OperationCanceledException or SevuNetworkException or SevuIncompleteException;

    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            using CancellationTokenSource ending = LinkEnding();
            ending.Token.WaitHandle.WaitOne(time + TimerTick);
            _stopping.ThrowIfCancellationRequested();
        }
    }

    private CancellationTokenSource LinkEnding() => CancellationTokenSource.CreateLinkedTokenSource(_stopping, _connection.Ending);

    private SignedRequestContent Sign(SevuRequest request)
    {
        while (true)
        {
            long timestamp = _connection.Clock.Timestamp;
            using PinnedBuffer json = RequestSigner.Sign(request, _connection, timestamp, out string signature);
            if (_connection.Clock.Claim(signature))
            {
                _messages.Debug(() => DisplayText.Format(Messages.DebugRequest, _connection.Endpoint, request.Describe(_connection, timestamp)));
                return new SignedRequestContent(json);
            }

            _messages.Verbose(() => Messages.WaitingForNextSecond);
            Wait(_connection.Clock.UntilNextTimestamp);
        }
    }

    private async Task<SevuResponse> PostAsync(SevuRequest request, SignedRequestContent content, CancellationTokenSource ending)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        timeout.CancelAfter(_connection.Timeout);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, _connection.Endpoint) { Content = content };
            Stopwatch roundTrip = Stopwatch.StartNew();
            HttpResponseMessage answer = await _connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            TimeSpan timeToHeaders = roundTrip.Elapsed;
            ResponseBodyStream body = new(
                await OpenBodyAsync(request, answer).ConfigureAwait(false), _connection.Timeout, ending.Token);
            return new SevuResponse(request, _connection, answer, body, timeToHeaders, ending);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            throw new SevuTimeoutException(_connection.Timeout) { RequestSent = content.Sent };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw SevuNetworkException.From(failure, _connection.Endpoint, requestSent: content.Sent);
        }
    }

    private async Task<Stream> OpenBodyAsync(SevuRequest request, HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
        }

        using (answer)
        {
            throw new SevuHttpException(
                answer.StatusCode,
                request.ForDisplay(answer.ReasonPhrase, _connection),
                request.ForDisplay(answer.Headers.Location?.ToString(), _connection),
                answer.Headers.RetryAfter,
                answer.Headers.Date);
        }
    }
}
