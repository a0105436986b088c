namespace ScaleEngine.Sevu.Analysis;

/// <summary>How far a ticket's log has been returned.</summary>
/// <param name="From">Attempts before this time (UTC) have been returned, or are not wanted; null for none.</param>
/// <param name="Returned">How many times each attempt from then on has been returned.</param>
internal sealed record TicketMark(DateTime? From, IReadOnlyDictionary<AttemptFingerprint, int> Returned)
{
    /// <summary>The mark of a ticket of which nothing has been returned.</summary>
    /// <param name="from">Attempts before this time (UTC) are not wanted; null for no limit.</param>
    public static TicketMark StartAt(DateTime? from) => new(from, new Dictionary<AttemptFingerprint, int>());
}
