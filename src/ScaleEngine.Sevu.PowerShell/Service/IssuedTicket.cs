namespace ScaleEngine.Sevu.Service;

/// <summary>A new ticket.</summary>
/// <param name="Ticket">To be given out before anything is said about it: that may end the pipeline, and the ticket is
/// there.</param>
/// <param name="ReportOutcome">Says how it went.</param>
internal sealed record IssuedTicket(Ticket Ticket, Action ReportOutcome);
