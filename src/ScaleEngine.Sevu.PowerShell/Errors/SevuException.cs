namespace ScaleEngine.Sevu;

/// <summary>Whatever went wrong between a cmdlet and the service.</summary>
public abstract class SevuException : Exception
{
    private protected SevuException(string errorId, string message, Exception? inner = null)
        : base(message, inner)
        => ErrorId = errorId;

    /// <summary>A stable id of this kind of failure, such as <c>Sevu.0003</c> or <c>Sevu.Http.502</c>.</summary>
    public string ErrorId { get; }

    /// <summary>Whether the request had begun to go out, so that it may have arrived.</summary>
    internal bool RequestSent { get; init; } = true;

    /// <summary>Whether the service, or a server before it, said that it did not do what was asked.</summary>
    internal virtual bool IsRejection => false;

    /// <summary>Whether what was asked may have been done although this came back.</summary>
    internal bool OutcomeUnknown => RequestSent && !IsRejection;

    /// <summary>Whether every further request of the connection would fail in the same way.</summary>
    internal virtual bool IsFatalForConnection => false;

    /// <summary>Whether the same request may well succeed a little later.</summary>
    internal virtual bool IsTransient => false;

    /// <summary>Whether the service is under too much load.</summary>
    internal virtual bool IsBusy => false;

    /// <summary>The wait that the service asks for before it is asked again; null for none.</summary>
    internal virtual TimeSpan? RetryAfter => null;
}
