using ScaleEngine.Sevu.Errors;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Decides which requests are sent again: reads after transient failures, and any request that the service rejected
/// because of clock skew.</summary>
internal sealed class RequestRetry(SevuConnection connection, RetryPolicy policy, SevuClient client, IMessages messages)
{
    /// <summary>After overload, the delay is doubled this many times more than after another failure.</summary>
    private const int BusyDoublings = 2;

    private static readonly TimeSpan MinCorrection = TimeSpan.FromSeconds(2);


    /// <summary>Sends a request that changes nothing, and retries it after transient failures.</summary>
    /// <param name="subject">What messages call the request.</param>
    /// <param name="send">Sends the request, and reads the part of the response that may be read again.</param>
    /// <inheritdoc cref="RunOnce"/>
    public T RunWithRetries<T>(string subject, Func<T> send)
    {
        int retries = 0;
        while (true)
        {
            WaitWhileBusy(subject);
            try
            {
                return RunOnce(send);
            }
            catch (SevuException failure) when (retries < policy.MaximumCount && CanRetry(failure))
            {
                retries++;
                TimeSpan wait = DelayAfter(failure, retries);
                messages.Verbose(() => About(subject, Messages.TryingAgain, failure.Message, wait.TotalSeconds, retries, policy.MaximumCount));
                client.Wait(wait);
            }
        }
    }

    /// <summary>Sends a request once. If the service rejects it because of clock skew, corrects the connection's clock and
    /// sends it again.</summary>
    /// <exception cref="SevuException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public T RunOnce<T>(Func<T> send)
    {
        TimeSpan correction = connection.Clock.Correction;
        try
        {
            return send();
        }
        catch (SevuServiceException rejection) when (
            rejection.Code.Kind == ServiceCodeKind.Clock && rejection.ClockDifference?.Duration() >= MinCorrection)
        {
            TimeSpan ahead = rejection.ClockDifference.Value;
            if (connection.Clock.Correct(correction, ahead))
            {
                messages.Warning(DisplayText.Format(Messages.ClockCorrected, DisplayText.ClockDifference(ahead)));
            }
        }

        return send();
    }

    private static string About(string subject, string message, params object?[] values)
        => DisplayText.Format(Messages.About, subject, DisplayText.Format(message, values));

    private static bool CanRetry(SevuException failure)
        => failure.IsTransient && !(failure.RetryAfter > RetryPolicy.MaxRetryAfter);

    private TimeSpan DelayAfter(SevuException failure, int retries) => failure.IsBusy
        ? connection.BusyPause.ReportBusy(failure.RetryAfter ?? policy.Delay(retries + BusyDoublings))
        : failure.RetryAfter ?? policy.Delay(retries);

    private void WaitWhileBusy(string subject)
    {
        // Another request may extend the pause during the wait.
        while (connection.BusyPause.Remaining is TimeSpan pause && pause > TimeSpan.Zero)
        {
            messages.Verbose(() => About(subject, Messages.WaitingWhileBusy, pause.TotalSeconds));
            client.Wait(pause);
        }
    }
}
