namespace ScaleEngine.Sevu.Analysis;

/// <summary>Which tickets cannot be read at the moment, and why, so that the beginning and the end of an outage are told once, not for
/// each ticket.</summary>
internal sealed class Outage
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <param name="key">The ticket.</param>
    /// <param name="reason">The kind of failure.</param>
    /// <returns>Whether an outage of this kind begins.</returns>
    public bool AddFailure(string key, string reason)
    {
        bool isNew = !_reasons.ContainsValue(reason);
        _reasons[key] = reason;
        return isNew;
    }

    /// <param name="key">The ticket, which was read.</param>
    /// <returns>Whether an outage ends.</returns>
    public bool AddSuccess(string key)
        => _reasons.TryGetValue(key, out string? reason) && _reasons.Remove(key) && !_reasons.ContainsValue(reason);
}
