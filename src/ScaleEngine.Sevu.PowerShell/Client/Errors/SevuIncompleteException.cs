using System;

namespace ScaleEngine.Sevu;

/// <summary>The answer broke off: what came through is not all there is.</summary>
public sealed class SevuIncompleteException : SevuException
{
    internal SevuIncompleteException(long attemptCount, Exception cause)
        : base("Sevu.Incomplete", DisplayText.Format(Messages.Incomplete, attemptCount, cause.Message), Messages.IncompleteAction, cause)
        => AttemptCount = attemptCount;

    /// <summary>How many attempts came through whole.</summary>
    public long AttemptCount { get; }
}
