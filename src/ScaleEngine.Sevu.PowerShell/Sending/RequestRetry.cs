namespace ScaleEngine.Sevu.Sending;

/// <summary>Decides which requests are sent again: reads after transient failures, and any request that the service rejected
/// because of clock skew.</summary>
internal sealed class RequestRetry(
    SevuConnection connection, RetrySettings settings, RequestSender sender, Reachability? reachability, IMessages messages)
{
    /// <summary>After overload, the delay is doubled this many times more than after another failure.</summary>
    private const int BusyDoublings = 2;

    /// <summary>If the service asks for a longer delay, the request is not retried.</summary>
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(10);

    /// <summary>Sends a request that changes nothing, and retries it after transient failures.</summary>
    /// <param name="name">What messages call the request.</param>
    /// <param name="send">Sends the request, and reads the part of the response that may be read again.</param>
    /// <inheritdoc cref="RunWithClockCorrection"/>
    public T RunWithRetries<T>(string name, Func<T> send)
    {
        int maximumRetries = reachability?.Enter(settings.Interval, messages) != false ? settings.MaximumCount : 0;
        int retries = 0;
        while (true)
        {
            WaitWhileBusy(name);
            try
            {
                T result = RunWithClockCorrection(send);
                reachability?.Report(failure: null);
                return result;
            }
            catch (SevuException failure) when (retries < maximumRetries && CanRetry(failure))
            {
                retries++;
                TimeSpan delay = StartDelay(failure, retries);
                messages.Verbose(() => About(name, Messages.TryingAgain, failure.Message, delay.TotalSeconds, retries, settings.MaximumCount));
                Wait(delay, Messages.WaitingToRetry, retries, settings.MaximumCount, failure.Message);
            }
            catch (SevuException failure)
            {
                reachability?.Report(failure);
                throw;
            }
        }
    }

    /// <summary>Sends a request that changes something, which is never retried.</summary>
    /// <inheritdoc cref="RunWithClockCorrection"/>
    public T RunOnce<T>(string name, Func<T> send)
    {
        WaitWhileBusy(name);
        try
        {
            return RunWithClockCorrection(send);
        }
        catch (SevuException failure) when (failure.IsBusy && CanRetry(failure))
        {
            StartDelay(failure, retries: 1);
            throw;
        }
    }

    /// <summary>Sends a request. If the service rejects it because of clock skew, corrects the connection's clock and sends it
    /// again.</summary>
    /// <exception cref="SevuException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    private T RunWithClockCorrection<T>(Func<T> send)
    {
        TimeSpan correction = connection.Clock.Correction;
        try
        {
            return send();
        }
        catch (SevuServiceException rejection)
        {
            if (!connection.Clock.TryCorrect(correction, rejection, out TimeSpan? newlyAhead))
            {
                throw;
            }

            if (newlyAhead is TimeSpan ahead)
            {
                messages.Warning(DisplayText.Format(Messages.ClockCorrected, DisplayText.ClockDifference(ahead)));
            }
        }

        return send();
    }

    private static string About(string name, string message, params object?[] values)
        => DisplayText.Format(Messages.About, name, DisplayText.Format(message, values));

    private static bool CanRetry(SevuException failure)
        => failure.IsTransient && !(failure.RetryAfter > MaxRetryAfter);

    private TimeSpan StartDelay(SevuException failure, int retries) => failure.IsBusy
        ? connection.BusyPause.ReportBusy(failure.RetryAfter ?? settings.Delay(retries + BusyDoublings))
        : failure.RetryAfter ?? settings.Delay(retries);

    /// <param name="time">How long to wait.</param>
    /// <param name="message">The text for people, with <c>{0}</c> for the seconds that remain.</param>
    /// <param name="values">The further values of the text.</param>
    private void Wait(TimeSpan time, string message, params object?[] values)
    {
        messages.Waiting(new Waiting(time, seconds => DisplayText.Format(message, [seconds, .. values])));
        try
        {
            sender.Wait(time);
        }
        finally
        {
            messages.Waiting(null);
        }
    }

    private void WaitWhileBusy(string name)
    {
        // Another request may extend the pause during the wait.
        while (connection.BusyPause.Remaining is TimeSpan pause && pause > TimeSpan.Zero)
        {
            messages.Verbose(() => About(name, Messages.WaitingWhileBusy, pause.TotalSeconds));
            Wait(pause, Messages.WaitingForService);
        }
    }
}
