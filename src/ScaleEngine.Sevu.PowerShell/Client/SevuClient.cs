using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Client;

/// <summary>Signs and sends a request, and hands over the answer as soon as its head is here.</summary>
internal sealed class SevuClient
{
    private readonly SevuConnection _connection;

    public SevuClient(SevuConnection connection) => _connection = connection;

    /// <param name="request">What is asked.</param>
    /// <param name="timestamp">Unix seconds, UTC; a new one for every try.</param>
    /// <param name="cancellationToken">Cancels the request, and later the reading of its answer.</param>
    /// <exception cref="SevuException">It could not be sent, or was not answered with HTTP 200.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<SevuResponse> SendAsync(SevuRequest request, long timestamp, CancellationToken cancellationToken)
    {
        SignedRequestContent? content = null;
        try
        {
            using (PinnedBuffer json = RequestSigner.Sign(request, _connection, timestamp))
            {
                content = new SignedRequestContent(json);
            }

            return await PostAsync(request, content, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            SevuConnectionException disconnected = SevuConnectionException.Disconnected();
            disconnected.RequestSent = content is { Sent: true };
            throw disconnected;
        }
        catch (SevuException failure)
        {
            failure.RequestSent = content is { Sent: true };
            throw;
        }
        finally
        {
            content?.Dispose();
        }
    }

    private async Task<SevuResponse> PostAsync(SevuRequest request, SignedRequestContent content, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_connection.TimeoutSec > 0)
        {
            timeout.CancelAfter(TimeSpan.FromSeconds(_connection.TimeoutSec));
        }

        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, _connection.Endpoint) { Content = content };
            Stopwatch roundTrip = Stopwatch.StartNew();
            HttpResponseMessage answer = await _connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            TimeSpan untilHead = roundTrip.Elapsed;
            ResponseBodyStream body = new(
                await OpenBodyAsync(request, answer).ConfigureAwait(false), _connection.TimeoutSec, cancellationToken);
            return new SevuResponse(request, _connection, answer, body, untilHead);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Disposing of the connection, in another runspace, cancels what it sends too.
            throw timeout.IsCancellationRequested
                ? new SevuTimeoutException(_connection.TimeoutSec)
                : SevuConnectionException.Disconnected();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw SevuNetworkException.From(failure, _connection.Endpoint);
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
                request.ForDisplay(answer.Headers.Location?.ToString(), _connection));
        }
    }
}
