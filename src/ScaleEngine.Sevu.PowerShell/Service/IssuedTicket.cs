namespace ScaleEngine.Sevu.Service;

/// <summary>A new ticket.</summary>
/// <param name="Ticket">Write it to the pipeline before any message: a message can end the pipeline, and the ticket
/// exists.</param>
/// <param name="ReportOutcome">Writes the messages about the response.</param>
internal sealed record IssuedTicket(Ticket Ticket, Action ReportOutcome);
