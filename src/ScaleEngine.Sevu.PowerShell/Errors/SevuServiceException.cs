using ScaleEngine.Sevu.Errors;

namespace ScaleEngine.Sevu;

/// <summary>The service reports a failure.</summary>
public sealed class SevuServiceException : SevuException
{
    /// <summary>The largest clock skew that is corrected: a time further away is more likely an error of the server.</summary>
    internal static readonly TimeSpan MaxCorrection = TimeSpan.FromDays(3);

    internal SevuServiceException(ServiceCode code, string? serviceMessage, TimeSpan? clockDifference, TimeSpan? retryAfter = null)
        : base("Sevu." + code.Text, Describe(code, serviceMessage, clockDifference))
    {
        Code = code;
        ServiceMessage = serviceMessage;
        ClockDifference = clockDifference;
        RetryAfter = retryAfter;
    }

    /// <summary>The service's own message; null if there was none.</summary>
    public string? ServiceMessage { get; }

    internal ServiceCode Code { get; }

    /// <summary>How far this machine's clock is ahead of the service's; null if that is not known.</summary>
    internal TimeSpan? ClockDifference { get; }

    // The service rejects the account, and would reject its further requests too.
    internal override bool IsFatalForConnection => Code.Kind is ServiceCodeKind.Authentication or ServiceCodeKind.Permission;

    internal override bool IsRejection => Code.Text != ServiceCode.UnexpectedError;

    internal override bool IsTransient => Code.Kind == ServiceCodeKind.Transient;

    internal override bool IsBusy => Code.Text == ServiceCode.UnusualLoad;

    internal override TimeSpan? RetryAfter { get; }

    private static string Describe(ServiceCode code, string? serviceMessage, TimeSpan? clockDifference)
    {
        string message = code.Kind == ServiceCodeKind.None
            ? Messages.ServiceFailureWithoutCode
            : DisplayText.Format(Messages.ServiceFailure, code.Text, code.Meaning);
        if (!string.IsNullOrEmpty(serviceMessage))
        {
            message += " " + DisplayText.Format(Messages.ServiceSays, serviceMessage);
        }

        if (code.Kind == ServiceCodeKind.Clock && clockDifference is TimeSpan difference)
        {
            message += " " + DisplayText.ClockDifference(difference);
            if (difference.Duration() > MaxCorrection)
            {
                message += " " + DisplayText.Format(Messages.ClockNotCorrected, MaxCorrection.TotalDays);
            }
        }

        return message;
    }
}
