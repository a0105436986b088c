using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts the names in the attempts of one ticket.</summary>
internal sealed class TicketNames : IDetailNames
{
    private const int TopCount = 10;

    private readonly NameCounter _reasons = new();
    private readonly NameCounter _apps = new();
    private readonly NameCounter _videos = new();
    private readonly NameCounter _servers = new();
    private readonly NameCounter _referrerHosts = new();

    public int Add(AttemptDetails details, long count)
        => _reasons.Add(details.Reason, count)
            + _apps.Add(details.App, count)
            + _videos.Add(details.Video, count)
            + _servers.Add(details.Server, count)
            + _referrerHosts.Add(WebAddress.HostOf(details.ReferrerUrl), count);

    public void WriteTo(TicketSummary summary)
    {
        summary.Reasons = _reasons.ToNames(int.MaxValue);
        summary.Apps = _apps.ToNames(TopCount);
        summary.Videos = _videos.ToNames(TopCount);
        summary.Servers = _servers.ToNames(TopCount);
        summary.ReferrerHosts = _referrerHosts.ToNames(TopCount);
    }
}
