using System.Diagnostics;
using System.Net;
using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Signs a request, sends it once, and hands its response out when the headers have come.</summary>
/// <remarks>The caller's thread waits; each has its own client, and all share the connection.</remarks>
/// <param name="connection">The account and the way to it.</param>
/// <param name="messages">Is told of the exchange.</param>
/// <param name="stopping">Ends whatever is under way: sending, reading, waiting.</param>
internal sealed class SevuClient(SevuConnection connection, IMessages messages, CancellationToken stopping)
{
    // A timer may fire a tick early, and nobody is to be asked before the time it gave.
    private static readonly TimeSpan TimerTick = TimeSpan.FromMilliseconds(16);


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
            messages.Debug(response.Describe);
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
        => connection.Ending.IsCancellationRequested && !stopping.IsCancellationRequested
            && failure is ObjectDisposedException or OperationCanceledException or SevuNetworkException or SevuIncompleteException;

    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            using CancellationTokenSource ending = LinkEnding();
            ending.Token.WaitHandle.WaitOne(time + TimerTick);
            stopping.ThrowIfCancellationRequested();
        }
    }

    private CancellationTokenSource LinkEnding() => CancellationTokenSource.CreateLinkedTokenSource(stopping, connection.Ending);

    private SignedRequestContent Sign(SevuRequest request)
    {
        while (true)
        {
            long timestamp = connection.Clock.Timestamp;
            using PinnedBuffer json = RequestSigner.Sign(request, connection.Credential, timestamp, out string signature);
            if (connection.Clock.Claim(signature))
            {
                messages.Debug(() => DisplayText.Format(
                    Messages.DebugRequest, connection.Endpoint, RequestSigner.Describe(request, connection.Credential, timestamp)));
                return new SignedRequestContent(json);
            }

            messages.Verbose(() => Messages.WaitingForNextSecond);
            Wait(connection.Clock.UntilNextTimestamp);
        }
    }

    private async Task<SevuResponse> PostAsync(SevuRequest request, SignedRequestContent content, CancellationTokenSource ending)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        timeout.CancelAfter(connection.Timeout);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, connection.Endpoint) { Content = content };
            Stopwatch roundTrip = Stopwatch.StartNew();
            HttpResponseMessage answer = await connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            TimeSpan timeToHeaders = roundTrip.Elapsed;
            ResponseBodyStream body = new(
                await OpenBodyAsync(request, answer).ConfigureAwait(false), connection.Timeout, ending.Token);
            return new SevuResponse(request, connection, answer, body, timeToHeaders, ending);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            throw new SevuTimeoutException(connection.Timeout) { RequestSent = content.Sent };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw SevuNetworkException.From(failure, connection.Endpoint, requestSent: content.Sent);
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
                connection.ForDisplay(answer.ReasonPhrase, request),
                connection.ForDisplay(answer.Headers.Location?.ToString(), request),
                answer.Headers.RetryAfter,
                answer.Headers.Date);
        }
    }
}
