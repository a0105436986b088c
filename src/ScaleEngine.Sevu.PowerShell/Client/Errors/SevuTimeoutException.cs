namespace ScaleEngine.Sevu;

/// <summary>The service did not answer in time.</summary>
public sealed class SevuTimeoutException : SevuException
{
    internal SevuTimeoutException(int seconds)
        : base("Sevu.Timeout", DisplayText.Format(Messages.Timeout, seconds), Messages.TimeoutAction)
    {
    }

    internal override bool IsTransient => true;
}
