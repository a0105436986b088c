namespace ScaleEngine.Sevu.Analysis;

/// <summary>How a ticket was used from one network.</summary>
internal sealed class NetworkUse
{
    /// <summary>When it was accepted; null if never, or never with a time.</summary>
    public Presence? Accepted { get; private set; }

    /// <summary>When it was rejected, for any reason; likewise.</summary>
    public Presence? Rejected { get; private set; }

    /// <summary>When it was rejected because of a limit of the ticket; likewise.</summary>
    public Presence? Limited { get; private set; }

    /// <summary>How many attempts were accepted.</summary>
    public long AcceptedCount { get; private set; }

    /// <summary>How many attempts were rejected.</summary>
    public long RejectedCount { get; private set; }

    public bool WasAccepted => AcceptedCount > 0;

    public bool WasRejected => RejectedCount > 0;

    public bool WasLimited { get; private set; }

    /// <param name="isAccepted">Whether the attempt was accepted.</param>
    /// <param name="isLimited">Whether it was rejected because of a limit of the ticket.</param>
    /// <param name="time">The time, in seconds; null if there is none.</param>
    /// <param name="window">The length of the window, in seconds.</param>
    /// <returns>How many more periods there are.</returns>
    public int Add(bool isAccepted, bool isLimited, long? time, long window)
    {
        AcceptedCount += isAccepted ? 1 : 0;
        RejectedCount += isAccepted ? 0 : 1;
        WasLimited |= isLimited;
        if (time is not long seconds)
        {
            return 0;
        }

        if (isAccepted)
        {
            return (Accepted ??= new Presence()).Add(seconds, window);
        }

        int added = (Rejected ??= new Presence()).Add(seconds, window);
        return added + (isLimited ? (Limited ??= new Presence()).Add(seconds, window) : 0);
    }
}
