namespace ScaleEngine.Sevu.Analysis;

/// <summary>A ticket of whose log only new attempts are returned.</summary>
/// <param name="key">The ticket's key.</param>
/// <param name="name">What messages call the ticket; null if it has no name.</param>
/// <param name="seen">Which of its attempts have been returned.</param>
internal sealed class FollowedTicket(string key, string? name, SeenAttempts seen)
{
    public string Key => key;

    public string? Name => name;

    public SeenAttempts Seen => seen;

    /// <summary>Whether its log has been read to the end.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Ends a reading that reached the end of the log.</summary>
    /// <inheritdoc cref="SeenAttempts.Complete"/>
    public void Complete(DateTime? latest, DateTime now, TimeSpan overlap)
    {
        seen.Complete(latest, now, overlap);
        IsRead = true;
    }
}
