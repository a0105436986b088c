namespace ScaleEngine.Sevu.Analysis;

/// <summary>Adds up what a report shows.</summary>
internal sealed class ReportTotals
{
    private readonly DetailsCounter _details;

    /// <param name="tickets">Adds up the attempts by ticket.</param>
    /// <param name="zone">The report's time zone.</param>
    /// <param name="maxRejected">How many rejected attempts to keep.</param>
    public ReportTotals(AttemptTotals tickets, TimeZoneInfo zone, int maxRejected)
    {
        Tickets = tickets;
        Zone = zone;
        LatestRejected = new LatestAttempts(maxRejected);
        _details = new DetailsCounter(Names);
    }

    public AttemptTotals Tickets { get; }

    public TimeZoneInfo Zone { get; }

    public TimeSeries Series { get; } = new();

    public ReportNames Names { get; } = new();

    public LatestAttempts LatestRejected { get; }

    /// <summary>How many inputs could not be read.</summary>
    public long Unreadable { get; set; }

    /// <exception cref="SevuInputException">The bound of the memory is reached.</exception>
    public void Add(TicketAttempt attempt)
    {
        Tickets.Add(attempt);
        Tickets.Reserve(_details.Add(attempt.Details));
        if (attempt.Utc is DateTime utc)
        {
            Series.Add(utc, attempt.Success);
        }

        if (!attempt.Success)
        {
            LatestRejected.Add(attempt);
        }
    }

    /// <summary>Ends the adding.</summary>
    public void Complete() => _details.Flush();
}
