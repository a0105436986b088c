namespace ScaleEngine.Sevu.Analysis;

/// <summary>How tickets were used from one network.</summary>
/// <param name="network">The network as text.</param>
internal sealed class NetworkTotal(string network)
{
    public string Network => network;

    /// <summary>How many attempts were accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>How many attempts were rejected.</summary>
    public long Rejected { get; private set; }

    public long Attempts => Accepted + Rejected;

    /// <summary>How many tickets were used.</summary>
    public int Tickets { get; private set; }

    /// <param name="use">How a further ticket was used from it.</param>
    public void Add(NetworkUse use)
    {
        Accepted += use.AcceptedCount;
        Rejected += use.RejectedCount;
        Tickets++;
    }
}
