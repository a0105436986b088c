using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Adds up the attempts to use one ticket.</summary>
internal sealed class TicketTally
{
    /// <summary>Of an address, and of the network around it, which may be its own.</summary>
    private const int AddressSize = 3;

    private readonly Dictionary<ViewerAddress, AddressUse> _addresses = [];
    private readonly Dictionary<ViewerAddress, NetworkUse> _networks = [];
    private readonly TicketNames _names;
    private readonly DetailsCounter _details;
    private readonly SharingRule _rule;
    private readonly long _window;
    private long _accepted;
    private long _rejected;
    private long _withoutTime;
    private long _withoutAddress;
    private DateTime? _first;
    private DateTime? _last;

    /// <param name="key">The ticket's key; null for attempts that name no ticket.</param>
    /// <param name="rule">When the ticket is suspected of being shared.</param>
    public TicketTally(string? key, SharingRule rule)
    {
        Key = key;
        _rule = rule;
        _window = rule.Window.Ticks / TimeSpan.TicksPerSecond;
        _names = new TicketNames();
        _details = new DetailsCounter(_names);
    }

    /// <summary>The ticket's key; null for attempts that name no ticket.</summary>
    public string? Key { get; }

    /// <summary>How it was used from each network, by the network's first address.</summary>
    public IReadOnlyDictionary<ViewerAddress, NetworkUse> Networks => _networks;

    /// <summary>How much memory it needs, in units of about 64 bytes.</summary>
    public int Size { get; private set; } = 20;

    /// <returns>How much more memory it needs, in the same units.</returns>
    public int Add(TicketAttempt attempt)
    {
        bool isAccepted = attempt.Success;
        _accepted += isAccepted ? 1 : 0;
        _rejected += isAccepted ? 0 : 1;
        if (attempt.Utc is DateTime utc)
        {
            _first = utc < _first ? utc : _first ?? utc;
            _last = utc > _last ? utc : _last ?? utc;
        }
        else
        {
            _withoutTime++;
        }

        int added = _details.Add(attempt.Details) + AddAddress(attempt, isAccepted);
        Size += added;
        return added;
    }

    public TicketSummary ToSummary()
    {
        TicketSummary summary = new(Key)
        {
            Accepted = _accepted,
            Rejected = _rejected,
            FirstInstant = _first,
            LastInstant = _last,
            WithoutTime = _withoutTime,
            WithoutAddress = _withoutAddress,
            AcceptedAddresses = _addresses.Values.LongCount(address => address.WasAccepted),
            RejectedAddresses = _addresses.Values.LongCount(address => address.WasRejected),
            WindowSec = _window,
        };
        AddNetworksTo(summary);
        _details.Flush();
        _names.WriteTo(summary);
        _rule.Judge(summary);
        return summary;
    }

    private int AddAddress(TicketAttempt attempt, bool isAccepted)
    {
        if (!ViewerAddress.TryParse(attempt.IPAddress, out ViewerAddress address))
        {
            _withoutAddress++;
            return 0;
        }

        int added = 0;
        if (!_addresses.TryGetValue(address, out AddressUse use))
        {
            use = new AddressUse(NetworkOf(address), WasAccepted: false, WasRejected: false);
            added = AddressSize;
        }

        if (isAccepted ? !use.WasAccepted : !use.WasRejected)
        {
            _addresses[address] = use.With(isAccepted);
        }

        bool isLimited = !isAccepted && SharingRule.IsLimit(attempt.Reason);
        return added + use.Network.Add(isAccepted, isLimited, attempt.Utc?.Ticks / TimeSpan.TicksPerSecond, _window);
    }

    private NetworkUse NetworkOf(ViewerAddress address)
    {
        ViewerAddress site = AddressRange.SiteOf(address);
        if (!_networks.TryGetValue(site, out NetworkUse? network))
        {
            network = new NetworkUse();
            _networks.Add(site, network);
        }

        return network;
    }

    private void AddNetworksTo(TicketSummary summary)
    {
        Peak accepted = new(), rejected = new(), outside = new();
        foreach (NetworkUse network in _networks.Values)
        {
            bool isOutside = network.WasLimited && !network.WasAccepted;
            summary.AcceptedNetworks += network.WasAccepted ? 1 : 0;
            summary.RejectedNetworks += network.WasRejected ? 1 : 0;
            summary.OutsideNetworks += isOutside ? 1 : 0;
            accepted.Add(network.Accepted, _window);
            rejected.Add(network.Rejected, _window);
            outside.Add(isOutside ? network.Limited : null, _window);
        }

        summary.AcceptedNetworksInWindow = accepted.Compute();
        summary.RejectedNetworksInWindow = rejected.Compute();
        summary.OutsideNetworksInWindow = outside.Compute();
    }
}
