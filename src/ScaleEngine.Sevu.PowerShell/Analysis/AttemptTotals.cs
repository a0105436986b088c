using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Adds up attempts by ticket.</summary>
/// <param name="rule">When a ticket is suspected of being shared.</param>
/// <param name="maxSize">The bound of the memory, in units of about 64 bytes.</param>
internal sealed class AttemptTotals(SharingRule rule, long maxSize = AttemptTotals.DefaultMaxSize)
{
    /// <summary>Some 0.5 GB: about two million addresses in as many networks.</summary>
    public const long DefaultMaxSize = 8_000_000;

    /// <summary>Stands for no key, since a dictionary has no null.</summary>
    private const string NoKey = "";

    private readonly Dictionary<string, TicketTally> _byKey = new(StringComparer.Ordinal);
    private readonly List<TicketTally> _tallies = [];
    private string _soleKey = NoKey;
    private TicketTally? _latest;
    private string? _latestKey;
    private long _size;

    /// <summary>When a ticket is suspected of being shared.</summary>
    public SharingRule Rule => rule;

    /// <summary>Names tickets, so that they have a summary even without attempts. If it is one, it is the ticket of attempts
    /// without a key.</summary>
    public void AddTickets(IReadOnlyCollection<string> keys)
    {
        foreach (string key in keys)
        {
            _ = TallyOf(key);
        }

        _soleKey = _tallies.Count == 1 ? _tallies[0].Key! : NoKey;
    }

    /// <exception cref="SevuInputException">The bound of the memory is reached.</exception>
    public void Add(TicketAttempt attempt)
    {
        // Most attempts are of the same ticket as the one before, and have the same string.
        if (_latest is null || _latestKey is null || !ReferenceEquals(attempt.Key, _latestKey))
        {
            _latestKey = attempt.Key;
            _latest = TallyOf(string.IsNullOrEmpty(attempt.Key) ? _soleKey : attempt.Key!);
        }

        Reserve(_latest.Add(attempt));
    }

    /// <summary>Counts memory that is needed beside the totals.</summary>
    /// <param name="size">In units of about 64 bytes.</param>
    /// <exception cref="SevuInputException">The bound of the memory is reached.</exception>
    public void Reserve(int size)
    {
        _size += size;
        if (_size > maxSize)
        {
            throw SevuInputException.TooMuchToMeasure(_tallies.OrderByDescending(tally => tally.Size).First().Key);
        }
    }

    /// <summary>The summaries, in the order in which the tickets came first.</summary>
    public IEnumerable<TicketSummary> ToSummaries() => _tallies.Select(tally => tally.ToSummary());

    /// <summary>The networks over all tickets, in no order.</summary>
    public IEnumerable<NetworkTotal> ToNetworks()
    {
        Dictionary<ViewerAddress, NetworkTotal> networks = [];
        foreach (KeyValuePair<ViewerAddress, NetworkUse> used in _tallies.SelectMany(tally => tally.Networks))
        {
            if (!networks.TryGetValue(used.Key, out NetworkTotal? total))
            {
                total = new NetworkTotal(AddressRange.SiteText(used.Key));
                networks.Add(used.Key, total);
            }

            total.Add(used.Value);
        }

        return networks.Values;
    }

    private TicketTally TallyOf(string key)
    {
        if (!_byKey.TryGetValue(key, out TicketTally? tally))
        {
            tally = new TicketTally(key == NoKey ? null : key, rule);
            _byKey.Add(key, tally);
            _tallies.Add(tally);
            _size += tally.Size;
        }

        return tally;
    }
}
