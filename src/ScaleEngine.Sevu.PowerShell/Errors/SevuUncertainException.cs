namespace ScaleEngine.Sevu;

/// <summary>The outcome of a request for a ticket is unknown: a ticket may exist. The inner exception has the cause.</summary>
public sealed class SevuUncertainException : SevuException
{
    internal SevuUncertainException(SevuException cause)
        : base("Sevu.TicketMayExist", DisplayText.Format(Messages.TicketMayExist, cause.Message), cause)
        => IsFatalForConnection = cause.IsFatalForConnection;

    internal override bool IsFatalForConnection { get; }
}
