namespace ScaleEngine.Sevu.Analysis;

/// <summary>Tells the attempts of a ticket apart, since the service gives them no id. Attempts that agree in everything have the
/// same fingerprint.</summary>
/// <param name="Utc">When it happened, in UTC; <see cref="Undated"/> for an attempt without a time.</param>
/// <param name="High">The first half of the hash of everything else.</param>
/// <param name="Low">The second half.</param>
internal readonly record struct AttemptFingerprint(DateTime Utc, ulong High, ulong Low)
{
    /// <summary>The last second that there is, so that an attempt without a time is never older than others.</summary>
    public static DateTime Undated { get; } = new(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc);
}
