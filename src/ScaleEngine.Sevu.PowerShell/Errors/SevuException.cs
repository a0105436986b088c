namespace ScaleEngine.Sevu;

/// <summary>A failure between the module and the service.</summary>
public abstract class SevuException : Exception
{
    private protected SevuException(string errorId, string message, Exception? inner = null)
        : base(DisplayText.ForDisplay(message), inner)
        => ErrorId = errorId;

    /// <summary>A stable id of this kind of failure, such as <c>Sevu.0003</c> or <c>Sevu.Http.502</c>.</summary>
    public string ErrorId { get; }

    /// <summary>Whether sending had started, so that the request may have arrived.</summary>
    internal bool RequestSent { get; init; } = true;

    /// <summary>Whether the service, or a server in front of it, said that it did not do what was requested.</summary>
    internal virtual bool IsRejection => false;

    /// <summary>Whether what was requested may have been done despite the failure.</summary>
    internal bool OutcomeUnknown => RequestSent && !IsRejection;

    /// <summary>Whether every further request of the connection would fail in the same way.</summary>
    internal virtual bool IsFatalForConnection => false;

    /// <summary>Whether the same request may succeed a little later.</summary>
    internal virtual bool IsTransient => false;

    /// <summary>Whether the service is overloaded.</summary>
    internal virtual bool IsBusy => false;

    /// <summary>How long the service asks to wait before the next request; null if it does not.</summary>
    internal virtual TimeSpan? RetryAfter => null;

    /// <summary>The same failure, for another request: an exception object that comes twice counts as one failure.</summary>
    internal SevuException Copy() => (SevuException)MemberwiseClone();
}
