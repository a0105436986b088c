namespace ScaleEngine.Sevu;

/// <summary>The response is truncated: there may be more than what was read.</summary>
public sealed class SevuIncompleteException : SevuException
{
    /// <param name="attemptCount">How many attempts were read; null if the response has no attempts.</param>
    /// <param name="cause">What ended the response, safe to display.</param>
    /// <param name="inner">The same as an exception of the module; null if it was another.</param>
    internal SevuIncompleteException(long? attemptCount, string? cause, SevuException? inner)
        : base("Sevu.Incomplete", Describe(attemptCount, cause), inner)
        => AttemptCount = attemptCount ?? 0;

    /// <summary>How many complete attempts were read.</summary>
    public long AttemptCount { get; }

    internal override bool IsTransient => true;

    private static string Describe(long? attemptCount, string? cause) => attemptCount is null
        ? DisplayText.Format(Messages.Incomplete, cause)
        : DisplayText.Format(Messages.IncompleteAttempts, attemptCount, cause);
}
