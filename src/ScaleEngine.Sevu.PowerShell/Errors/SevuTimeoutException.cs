namespace ScaleEngine.Sevu;

/// <summary>The service did not respond in time.</summary>
public sealed class SevuTimeoutException : SevuException
{
    /// <param name="timeout">How long nothing was received.</param>
    /// <param name="proxy">The proxy that may be the cause; null for none.</param>
    internal SevuTimeoutException(TimeSpan timeout, Uri? proxy = null)
        : base("Sevu.Timeout", proxy is null
            ? DisplayText.Format(Messages.Timeout, timeout.TotalSeconds)
            : DisplayText.Format(Messages.ProxyTimeout, timeout.TotalSeconds, proxy.Authority))
    {
    }

    internal override bool IsTransient => true;
}
