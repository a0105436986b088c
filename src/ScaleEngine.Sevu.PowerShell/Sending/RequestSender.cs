using System.Diagnostics;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Signs a request, sends it once, and returns the response when its headers have arrived.</summary>
/// <remarks>Blocks the calling thread. Each thread uses its own client; clients share the connection.</remarks>
internal sealed class RequestSender(SevuConnection connection, IMessages messages, CancellationToken stoppingToken)
{
    // A timer may fire one tick early, but a server's Retry-After must not be undercut.
    private static readonly TimeSpan TimerTick = TimeSpan.FromMilliseconds(16);

    /// <summary>Sends a request once.</summary>
    /// <returns>The response, whose body has not been read yet.</returns>
    /// <exception cref="SevuException">The request could not be sent, or the HTTP status is an error.</exception>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public SevuResponse Send(SevuRequest request)
    {
        SignedRequestContent? content = null;
        CancellationTokenSource cancellation = LinkTokens();
        try
        {
            content = Sign(request);
            return PostAsync(request, content, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
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

    /// <summary>Reads from a response, and translates the effects of closing the connection meanwhile.</summary>
    /// <exception cref="SevuConnectionException">The connection was closed.</exception>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (IsCausedByDisconnect(failure))
        {
            throw SevuConnectionException.Disconnected(requestSent: true);
        }
    }

    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            using CancellationTokenSource cancellation = LinkTokens();
            cancellation.Token.WaitHandle.WaitOne(time + TimerTick);
            stoppingToken.ThrowIfCancellationRequested();
            if (connection.DisconnectToken.IsCancellationRequested)
            {
                throw SevuConnectionException.Disconnected(requestSent: false);
            }
        }
    }

    private bool IsCausedByDisconnect(Exception failure)
        => connection.DisconnectToken.IsCancellationRequested && !stoppingToken.IsCancellationRequested
            && failure is ObjectDisposedException or OperationCanceledException or SevuNetworkException or SevuIncompleteException;

    private CancellationTokenSource LinkTokens() => CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, connection.DisconnectToken);

    private SignedRequestContent Sign(SevuRequest request)
    {
        while (true)
        {
            long timestamp = connection.Clock.Timestamp;
            using PinnedBuffer json = RequestSigner.Sign(request, connection.Credential, timestamp, out string signature);
            if (connection.UsedSignatures.TryReserve(signature))
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
        HttpResponseMessage? response = null;
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, connection.Endpoint) { Content = content };
            Stopwatch roundTrip = Stopwatch.StartNew();
            response = await connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            TimeSpan timeToHeaders = roundTrip.Elapsed;
            Stream network = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            return new SevuResponse(request, connection, response, network, timeToHeaders, cancellation);
        }
        catch (Exception failure)
        {
            response?.Dispose();
            throw failure switch
            {
                OperationCanceledException when !cancellation.IsCancellationRequested
                    => new SevuTimeoutException(connection.Timeout, connection.Proxy) { RequestSent = content.HasStarted },
                OperationCanceledException or ObjectDisposedException or SevuException => failure,
                _ => SevuNetworkException.From(
                    failure, connection.Endpoint, connection.Proxy, content.HasStarted, text => connection.ForDisplay(text, request)),
            };
        }
    }
}
