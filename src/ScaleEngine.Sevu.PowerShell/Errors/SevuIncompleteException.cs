namespace ScaleEngine.Sevu;

/// <summary>The answer broke off: what came through is not all there is.</summary>
public sealed class SevuIncompleteException : SevuException
{
    internal SevuIncompleteException(Exception cause)
        : base("Sevu.Incomplete", DisplayText.Format(Messages.Incomplete, cause.Message), Messages.IncompleteAction, cause)
    {
    }

    internal SevuIncompleteException(long attemptCount, Exception cause)
        : base(
            "Sevu.Incomplete",
            DisplayText.Format(Messages.IncompleteAttempts, attemptCount, cause.Message),
            Messages.IncompleteAttemptsAction,
            cause)
        => AttemptCount = attemptCount;

    /// <summary>How many attempts came through whole.</summary>
    public long AttemptCount { get; }

    internal override bool IsTransient => true;
}
