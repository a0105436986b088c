using System.Globalization;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Requests;

/// <summary>Which attempts are wanted. The service selects by day (UTC); all else is decided while the response is read.</summary>
internal sealed record AttemptFilter
{
    /// <param name="start">The earliest time; local unless its kind is UTC. Null for no limit.</param>
    /// <param name="end">The latest time, likewise.</param>
    /// <exception cref="SevuInputException">The end is before the start.</exception>
    public AttemptFilter(DateTime? start, DateTime? end)
    {
        StartUtc = start?.ToUniversalTime();
        EndUtc = end?.ToUniversalTime();
        if (EndUtc < StartUtc)
        {
            throw SevuInputException.EndBeforeStart(start!.Value, end!.Value);
        }
    }

    /// <summary>The earliest time (UTC); null for no limit.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary>The latest time (UTC); null for no limit.</summary>
    public DateTime? EndUtc { get; }

    /// <summary>True for accepted attempts, false for rejected ones; null for both.</summary>
    public bool? Success { get; init; }

    /// <summary>The addresses of which an attempt has one; null for any. An attempt without an address has none of them.</summary>
    public IReadOnlyList<AddressRange>? IPAddress { get; init; }

    /// <summary>Whether a reason is wanted; null for any. It may be called from several threads.</summary>
    public Func<string?, bool>? Reason { get; init; }

    /// <inheritdoc cref="Reason"/>
    /// <summary>Whether a video is wanted; null for any.</summary>
    public Func<string?, bool>? Video { get; init; }

    /// <inheritdoc cref="Reason"/>
    /// <summary>Whether an application is wanted; null for any.</summary>
    public Func<string?, bool>? App { get; init; }

    /// <summary>Whether every attempt is wanted.</summary>
    public bool IncludesAll
        => StartUtc is null && EndUtc is null && Success is null && IPAddress is null && Reason is null && Video is null && App is null;

    public SevuRequest ToRequest(string key)
    {
        List<KeyValuePair<string, object?>> fields = [new("key", key)];
        if (StartUtc is DateTime start)
        {
            fields.Add(new("starttime", start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        return new SevuRequest("sevu.errorlog", fields);
    }

    /// <summary>Whether a time is in the range, limits included. No time always is.</summary>
    public bool Includes(DateTime? utc) => !(utc < StartUtc) && !(utc > EndUtc);
}
