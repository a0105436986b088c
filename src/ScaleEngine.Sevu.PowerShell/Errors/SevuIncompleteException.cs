using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu;

/// <summary>The answer broke off: what came through is not all there is.</summary>
public sealed class SevuIncompleteException : SevuException
{
    /// <param name="attemptCount">How many attempts came before; null where the answer has none.</param>
    /// <param name="cause">How it ended.</param>
    internal SevuIncompleteException(long? attemptCount, Exception cause)
        : base("Sevu.Incomplete", Describe(attemptCount, cause.Message), cause)
        => AttemptCount = attemptCount ?? 0;

    /// <summary>How many attempts came through whole.</summary>
    public long AttemptCount { get; }

    internal override bool IsTransient => true;

    private static string Describe(long? attemptCount, string cause) => attemptCount is null
        ? DisplayText.Format(Messages.Incomplete, cause)
        : DisplayText.Format(Messages.IncompleteAttempts, attemptCount, cause);
}
