using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu;

/// <summary>The request for a ticket went out and no clear answer came back: a ticket may exist. The inner exception
/// tells what went wrong.</summary>
public sealed class SevuUncertainException : SevuException
{
    internal SevuUncertainException(SevuException cause)
        : base("Sevu.TicketMayExist", DisplayText.Format(Messages.TicketMayExist, cause.Message), cause)
        => IsFatalForConnection = cause.IsFatalForConnection;

    internal override bool IsFatalForConnection { get; }
}
