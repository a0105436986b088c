using System.Runtime.CompilerServices;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts the names in the details of attempts. Details that are one object are counted as one first, since most are: that
/// takes one look-up for an attempt instead of five.</summary>
internal sealed class DetailsCounter
{
    private const int MaxPending = 1024;
    private const int TopCount = 10;

    private readonly Dictionary<AttemptDetails, long> _pending = new(new SameObject());
    private readonly NameCounter _reasons = new();
    private readonly NameCounter _apps = new();
    private readonly NameCounter _videos = new();
    private readonly NameCounter _servers = new();
    private readonly NameCounter _referrerHosts = new();

    /// <returns>How much more memory is needed, in units of about 64 bytes.</returns>
    public int Add(AttemptDetails details)
    {
        if (_pending.TryGetValue(details, out long count))
        {
            _pending[details] = count + 1;
            return 0;
        }

        int size = _pending.Count == MaxPending ? CountPending() : 0;
        _pending.Add(details, 1);
        return size;
    }

    public void WriteTo(TicketSummary summary)
    {
        CountPending();
        summary.Reasons = _reasons.ToNames(int.MaxValue);
        summary.Apps = _apps.ToNames(TopCount);
        summary.Videos = _videos.ToNames(TopCount);
        summary.Servers = _servers.ToNames(TopCount);
        summary.ReferrerHosts = _referrerHosts.ToNames(TopCount);
    }

    private int CountPending()
    {
        int size = 0;
        foreach (KeyValuePair<AttemptDetails, long> pending in _pending)
        {
            AttemptDetails details = pending.Key;
            size += _reasons.Add(details.Reason, pending.Value);
            size += _apps.Add(details.App, pending.Value);
            size += _videos.Add(details.Video, pending.Value);
            size += _servers.Add(details.Server, pending.Value);
            size += _referrerHosts.Add(HostOf(details.ReferrerUrl), pending.Value);
        }

        _pending.Clear();
        return size;
    }

    private static string? HostOf(string? url)
        => Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed)
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps) ? parsed.Host : null;

    private sealed class SameObject : IEqualityComparer<AttemptDetails>
    {
        public bool Equals(AttemptDetails? x, AttemptDetails? y) => ReferenceEquals(x, y);

        public int GetHashCode(AttemptDetails details) => RuntimeHelpers.GetHashCode(details);
    }
}
