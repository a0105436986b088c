namespace ScaleEngine.Sevu.Analysis;

/// <summary>Which attempts of a ticket's log have been returned, so that each is returned once although the log is read again and
/// again.</summary>
/// <remarks>
/// The service returns whole days, enters some attempts late, and gives them no id. So a time span behind the latest attempt, the
/// overlap, is compared attempt by attempt; what is older counts as returned. Attempts that agree in everything are counted.
/// Not safe for use by several threads.
/// </remarks>
internal sealed class SeenAttempts : IDisposable
{
    private readonly AttemptHasher _hasher = new();
    // How many times each attempt from the start of the overlap on has been returned, and has come in the reading that is running.
    private readonly Dictionary<AttemptFingerprint, int> _returned;
    private readonly Dictionary<AttemptFingerprint, int> _read = [];

    /// <param name="mark">What has been returned before.</param>
    public SeenAttempts(TicketMark mark)
    {
        From = mark.From;
        _returned = mark.Returned.ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    /// <summary>Attempts before this time (UTC) count as returned; null for none. Ask the service for the log from here
    /// on.</summary>
    public DateTime? From { get; private set; }

    /// <summary>Whether there is more to keep than at the last <see cref="ToMark"/>.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Call it for each attempt of a reading.</summary>
    /// <returns>Whether the attempt is new. It then counts as returned.</returns>
    public bool TryAdd(TicketAttempt attempt)
    {
        if (attempt.Utc < From)
        {
            return false;
        }

        AttemptFingerprint fingerprint = _hasher.Compute(attempt);
        int count = Count(_read, fingerprint) + 1;
        _read[fingerprint] = count;
        if (count <= Count(_returned, fingerprint))
        {
            return false;
        }

        _returned[fingerprint] = count;
        IsChanged = true;
        return true;
    }

    /// <summary>Ends a reading that reached the end of the log.</summary>
    /// <param name="latest">The time of the latest attempt in the log (UTC); null if none has a time.</param>
    /// <param name="now">The time (UTC). Attempts after it come from a server's wrong clock: to go on from there would leave out
    /// what happens until then.</param>
    /// <param name="overlap">How late an attempt may be entered, compared to the latest, and still be found.</param>
    public void Complete(DateTime? latest, DateTime now, TimeSpan overlap)
    {
        _read.Clear();
        DateTime? end = latest > now ? now : latest;
        DateTime? from = end - DateTime.MinValue > overlap ? end - overlap : null;
        if (from is null || from <= From)
        {
            return;
        }

        From = from;
        IsChanged = true;
        foreach (AttemptFingerprint old in _returned.Keys.Where(fingerprint => fingerprint.Utc < from).ToArray())
        {
            _returned.Remove(old);
        }
    }

    /// <summary>Ends a reading that did not reach the end of the log. The next one begins where this one began.</summary>
    /// <param name="nothingReturned">Whether this was the first reading, and none of its attempts was returned.</param>
    public void Abandon(bool nothingReturned = false)
    {
        _read.Clear();
        if (nothingReturned)
        {
            _returned.Clear();
        }
    }

    /// <summary>A copy of the state, for a bookmark.</summary>
    public TicketMark ToMark()
    {
        IsChanged = false;
        return new(From, _returned.ToDictionary(entry => entry.Key, entry => entry.Value));
    }

    public void Dispose() => _hasher.Dispose();

    private static int Count(Dictionary<AttemptFingerprint, int> counts, AttemptFingerprint fingerprint)
        => counts.TryGetValue(fingerprint, out int count) ? count : 0;
}
