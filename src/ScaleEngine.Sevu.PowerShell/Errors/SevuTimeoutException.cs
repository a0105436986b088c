namespace ScaleEngine.Sevu;

/// <summary>The service did not respond in time.</summary>
public sealed class SevuTimeoutException : SevuException
{
    internal SevuTimeoutException(TimeSpan timeout)
        : base("Sevu.Timeout", DisplayText.Format(Messages.Timeout, timeout.TotalSeconds))
    {
    }

    internal override bool IsTransient => true;
}
