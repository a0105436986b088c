namespace ScaleEngine.Sevu.Analysis;

/// <summary>Keeps the latest of the attempts that are added, whatever their order.</summary>
/// <param name="count">How many to keep.</param>
internal sealed class LatestAttempts(int count)
{
    private readonly List<(DateTime Utc, long Order, TicketAttempt Attempt)> _kept = [];
    private long _added;

    public void Add(TicketAttempt attempt)
    {
        _kept.Add((attempt.Utc ?? DateTime.MinValue, _added++, attempt));
        // Not with each one, since that would take long for many.
        if (_kept.Count >= 2L * count)
        {
            DropEarlier();
        }
    }

    /// <returns>The latest attempts, in the order of their times; those without a time come first.</returns>
    public IEnumerable<TicketAttempt> Get()
    {
        DropEarlier();
        return _kept.Select(kept => kept.Attempt);
    }

    private void DropEarlier()
    {
        _kept.Sort((x, y) => x.Utc != y.Utc ? x.Utc.CompareTo(y.Utc) : x.Order.CompareTo(y.Order));
        _kept.RemoveRange(0, Math.Max(0, _kept.Count - count));
    }
}
