using System.Globalization;

namespace ScaleEngine.Sevu.Requests;

/// <summary>Selects attempts by time. The service filters by day (UTC); this class filters exactly.</summary>
internal sealed class AttemptFilter
{
    private readonly DateTime? _startUtc;
    private readonly DateTime? _endUtc;

    /// <param name="start">The earliest time; local unless its kind is UTC. Null for no limit.</param>
    /// <param name="end">The latest time, likewise.</param>
    /// <exception cref="SevuInputException">The end is before the start.</exception>
    public AttemptFilter(DateTime? start, DateTime? end)
    {
        _startUtc = start?.ToUniversalTime();
        _endUtc = end?.ToUniversalTime();
        if (_endUtc < _startUtc)
        {
            throw SevuInputException.EndBeforeStart(start!.Value, end!.Value);
        }
    }

    public SevuRequest ToRequest(string key)
    {
        List<KeyValuePair<string, object?>> fields = [new("key", key)];
        if (_startUtc is DateTime start)
        {
            fields.Add(new("starttime", start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        return new SevuRequest("sevu.errorlog", fields);
    }

    /// <summary>Whether an attempt is in the range, limits included. An attempt without a time is always included.</summary>
    public bool Includes(TicketAttempt attempt) => !(attempt.Utc < _startUtc) && !(attempt.Utc > _endUtc);
}
