using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Errors;

namespace ScaleEngine.Sevu.Sending;

/// <summary>Asks again where it may help: a read that failed for a while only, and whatever the service refused for its time
/// alone.</summary>
/// <param name="connection">What its requests share: the clock, the pause when the service is busy.</param>
/// <param name="policy">How often, and after which waits.</param>
/// <param name="client">Waits.</param>
/// <param name="messages">Is told of each try.</param>
internal sealed class RequestRetry(SevuConnection connection, RetryPolicy policy, SevuClient client, IMessages messages)
{
    /// <summary>A busy service is given more time than a broken connection: so many doublings more.</summary>
    private const int BusyDoublings = 2;

    private static readonly TimeSpan MinCorrection = TimeSpan.FromSeconds(2);


    /// <summary>For what changes nothing: where it fails for a while only, it is tried again.</summary>
    /// <param name="subject">What messages call it.</param>
    /// <param name="send">Sends the request, and reads of the response what may be read again.</param>
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

    /// <summary>Asks once. Where the service refuses the request for its time alone, once more with the service's time, and so
    /// do all further requests of the connection.</summary>
    /// <exception cref="SevuException">It could not be sent, or its response is not what was asked for.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
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
        // Another request may make it longer meanwhile.
        while (connection.BusyPause.Remaining is TimeSpan pause && pause > TimeSpan.Zero)
        {
            messages.Verbose(() => About(subject, Messages.WaitingWhileBusy, pause.TotalSeconds));
            client.Wait(pause);
        }
    }
}
