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
/// <param name="stoppingToken">Ends whatever is under way: sending, reading, waiting.</param>
internal sealed class SevuClient(SevuConnection connection, IMessages messages, CancellationToken stoppingToken)
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
        CancellationTokenSource cancellation = LinkTokens();
        SevuResponse? response = null;
        try
        {
            content = Sign(request);
            response = PostAsync(request, content, cancellation).GetAwaiter().GetResult();
            messages.Debug(response.Describe);
            return response;
        }
        catch (Exception failure)
        {
            response?.Dispose();
            cancellation.Dispose();
            if (IsCausedByDisconnect(failure))
            {
                throw SevuConnectionException.Disconnected(requestSent: content is { HasStarted: true });
            }

            throw;
        }
        finally
        {
            content?.Dispose();
        }
    }

    /// <summary>Whether this is how Disconnect-Sevu looks to a request that is under way.</summary>
    public bool IsCausedByDisconnect(Exception failure)
        => connection.DisconnectToken.IsCancellationRequested && !stoppingToken.IsCancellationRequested
            && failure is ObjectDisposedException or OperationCanceledException or SevuNetworkException or SevuIncompleteException;

    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            using CancellationTokenSource cancellation = LinkTokens();
            cancellation.Token.WaitHandle.WaitOne(time + TimerTick);
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private CancellationTokenSource LinkTokens() => CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, connection.DisconnectToken);

    private SignedRequestContent Sign(SevuRequest request)
    {
        while (true)
        {
            long timestamp = connection.Clock.Timestamp;
            using PinnedBuffer json = RequestSigner.Sign(request, connection.Credential, timestamp, out string signature);
            if (connection.Clock.TryReserve(signature))
            {
                messages.Debug(() => DisplayText.Format(
                    Messages.DebugRequest, connection.Endpoint, RequestSigner.Describe(request, connection.Credential, timestamp)));
                return new SignedRequestContent(json);
            }

            messages.Verbose(() => Messages.WaitingForNextSecond);
            Wait(connection.Clock.TimeToNextTimestamp);
        }
    }

    private async Task<SevuResponse> PostAsync(SevuRequest request, SignedRequestContent content, CancellationTokenSource cancellation)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token);
        timeout.CancelAfter(connection.Timeout);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, connection.Endpoint) { Content = content };
            Stopwatch roundTrip = Stopwatch.StartNew();
            HttpResponseMessage response = await connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            TimeSpan timeToHeaders = roundTrip.Elapsed;
            ResponseBodyStream body = new(
                await OpenBodyAsync(request, response).ConfigureAwait(false), connection.Timeout, cancellation.Token);
            return new SevuResponse(request, connection, response, body, timeToHeaders, cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SevuTimeoutException(connection.Timeout) { RequestSent = content.HasStarted };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw SevuNetworkException.From(failure, connection.Endpoint, requestSent: content.HasStarted);
        }
    }

    private async Task<Stream> OpenBodyAsync(SevuRequest request, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        }

        using (response)
        {
            throw new SevuHttpException(
                response.StatusCode,
                connection.ForDisplay(response.ReasonPhrase, request),
                connection.ForDisplay(response.Headers.Location?.ToString(), request),
                response.Headers.RetryAfter,
                response.Headers.Date);
        }
    }
}
