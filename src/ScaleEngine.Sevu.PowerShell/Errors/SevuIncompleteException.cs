namespace ScaleEngine.Sevu;

/// <summary>The response is truncated: there may be more than what was read.</summary>
public sealed class SevuIncompleteException : SevuException
{
    /// <param name="attemptCount">How many attempts were read; null if the response has no attempts.</param>
    /// <param name="cause">What ended the response.</param>
    internal SevuIncompleteException(long? attemptCount, Exception cause)
        : base("Sevu.Incomplete", Describe(attemptCount, cause.Message), cause)
        => AttemptCount = attemptCount ?? 0;

    /// <summary>How many complete attempts were read.</summary>
    public long AttemptCount { get; }

    internal override bool IsTransient => true;

    private static string Describe(long? attemptCount, string cause) => attemptCount is null
        ? DisplayText.Format(Messages.Incomplete, cause)
        : DisplayText.Format(Messages.IncompleteAttempts, attemptCount, cause);
}
