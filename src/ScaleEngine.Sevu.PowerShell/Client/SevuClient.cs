using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Client;

/// <summary>Asks the service: signs and sends a request, and hands its answer to a reader as soon as its head is here.</summary>
/// <remarks>The caller's thread waits; each has its own client, and all share the connection.</remarks>
internal sealed class SevuClient
{
    private static readonly TimeSpan SmallestCorrection = TimeSpan.FromSeconds(2);

    // A timer may fire a tick early, and nobody is to be asked before the time it gave.
    private static readonly TimeSpan TimerTick = TimeSpan.FromMilliseconds(16);

    private readonly SevuConnection _connection;
    private readonly RetryPolicy _retry;
    private readonly IMessages _messages;
    private readonly CancellationToken _stopping;

    /// <param name="connection">The account and the way to it.</param>
    /// <param name="retry">How often what only reads is tried again.</param>
    /// <param name="messages">Is told of each try.</param>
    /// <param name="stopping">Ends whatever is under way: sending, reading, waiting.</param>
    public SevuClient(SevuConnection connection, RetryPolicy retry, IMessages messages, CancellationToken stopping)
    {
        _connection = connection;
        _retry = retry;
        _messages = messages;
        _stopping = stopping;
    }

    /// <summary>Asks for what changes nothing: where it fails for a while only, it is tried again, unless something of its
    /// answer came out already.</summary>
    /// <inheritdoc cref="Send{T}"/>
    public T Read<T>(SevuRequest request, string subject, Func<SevuResponse, T> read)
    {
        int retries = 0;
        while (true)
        {
            WaitWhileBusy(subject);
            TimeSpan sent = _connection.BusyPause.Now;
            try
            {
                T result = Send(request, read);
                _connection.BusyPause.Over(sent);
                return result;
            }
            catch (SevuException failure) when (retries < _retry.MaximumCount && MayBeTriedAgain(failure))
            {
                retries++;
                TimeSpan wait = WaitAfter(failure, sent, retries);
                string again = DisplayText.Format(Messages.TryingAgain, failure.Message, wait.TotalSeconds, retries, _retry.MaximumCount);
                _messages.Verbose(DisplayText.Format(Messages.About, subject, again));
                Wait(wait);
            }
        }
    }

    /// <summary>Sends a request once. Where the service refuses it for its time alone, once more with the service's time, and
    /// so do all further requests of the connection.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="read">Reads the answer, which is disposed of afterwards.</param>
    /// <exception cref="SevuException">It could not be sent, or its answer is not what was asked for.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public T Send<T>(SevuRequest request, Func<SevuResponse, T> read)
    {
        TimeSpan correction = _connection.Clock.Correction;
        try
        {
            return SendOnce(request, read);
        }
        catch (SevuServiceException refusal) when (
            refusal.Code.Kind == ServiceCodeKind.Clock && refusal.ClockDifference?.Duration() >= SmallestCorrection)
        {
            TimeSpan ahead = refusal.ClockDifference.Value;
            if (_connection.Clock.Correct(correction, ahead))
            {
                _messages.Warning(DisplayText.Format(Messages.ClockCorrected, DisplayText.ClockDifference(ahead)));
            }
        }

        return SendOnce(request, read);
    }

    /// <summary>Sends a request once.</summary>
    /// <inheritdoc cref="Send{T}"/>
    public T SendOnce<T>(SevuRequest request, Func<SevuResponse, T> read)
    {
        SignedRequestContent? content = null;
        using CancellationTokenSource ending = LinkEnding();
        try
        {
            content = Sign(request);
            using SevuResponse response = PostAsync(request, content, ending.Token).GetAwaiter().GetResult();
            _messages.Debug(response.Describe());
            return read(response);
        }
        catch (Exception failure) when (_connection.Ending.IsCancellationRequested && !_stopping.IsCancellationRequested
            && failure is ObjectDisposedException or OperationCanceledException or SevuNetworkException or SevuIncompleteException)
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

    private static bool MayBeTriedAgain(SevuException failure)
        => failure.IsTransient && !failure.HasOutput && !(failure.RetryAfter > RetryPolicy.LongestRetryAfter);

    private TimeSpan WaitAfter(SevuException failure, TimeSpan sent, int retries)
    {
        if (failure.IsBusy)
        {
            return _connection.BusyPause.Begin(sent, failure.RetryAfter, _retry);
        }

        return failure.RetryAfter ?? _retry.Wait(retries);
    }

    private void WaitWhileBusy(string subject)
    {
        // Another request may make it longer meanwhile.
        while (_connection.BusyPause.Remaining is TimeSpan pause && pause > TimeSpan.Zero)
        {
            _messages.Verbose(DisplayText.Format(Messages.About, subject, DisplayText.Format(Messages.WaitingWhileBusy, pause.TotalSeconds)));
            Wait(pause);
        }
    }

    private void Wait(TimeSpan time)
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
                _messages.Debug(DisplayText.Format(Messages.DebugRequest, _connection.Endpoint, request.Describe(_connection, timestamp)));
                return new SignedRequestContent(json);
            }

            _messages.Verbose(Messages.WaitingForNextSecond);
            Wait(_connection.Clock.UntilNextTimestamp);
        }
    }

    private async Task<SevuResponse> PostAsync(SevuRequest request, SignedRequestContent content, CancellationToken ending)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(ending);
        timeout.CancelAfter(_connection.Timeout);

        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, _connection.Endpoint) { Content = content };
            Stopwatch roundTrip = Stopwatch.StartNew();
            HttpResponseMessage answer = await _connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            TimeSpan untilHead = roundTrip.Elapsed;
            ResponseBodyStream body = new(
                await OpenBodyAsync(request, answer).ConfigureAwait(false), _connection.Timeout, ending);
            return new SevuResponse(request, _connection, answer, body, untilHead);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            throw new SevuTimeoutException(_connection.Timeout);
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
                request.ForDisplay(answer.Headers.Location?.ToString(), _connection),
                answer.Headers.RetryAfter,
                answer.Headers.Date);
        }
    }
}
