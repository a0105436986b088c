using System.Text;
using System.Xml;
using System.Xml.Linq;
using ScaleEngine.Sevu.Analysis;

namespace ScaleEngine.Sevu.Reports;

/// <summary>Shows what attempts add up to as one page of HTML, for people who have no PowerShell.</summary>
internal sealed class HtmlReport
{
    /// <summary>How many rejected attempts are listed.</summary>
    public const int MaxRejected = 200;

    private const int MaxShared = 100;
    private const int MaxNames = 10;
    private const int MaxReasons = 20;

    private readonly ReportTotals _totals;
    private readonly ReportFormat _format;
    private readonly TicketSummary[] _tickets;
    private readonly TicketSummary[] _shared;
    private readonly long _accepted;
    private readonly long _rejected;
    private readonly long _withoutKey;
    private readonly long _withoutAddress;
    private readonly long _withoutTime;

    private HtmlReport(ReportTotals totals)
    {
        _totals = totals;
        _format = new ReportFormat(totals.Zone);
        _tickets = [.. totals.Tickets.ToSummaries()];
        _shared =
        [
            .. _tickets.Where(ticket => ticket.SharingSuspected == true)
                .OrderByDescending(ticket => Math.Max(ticket.OutsideNetworksInWindow, ticket.AcceptedNetworksInWindow)),
        ];
        _accepted = _tickets.Sum(ticket => ticket.Accepted);
        _rejected = _tickets.Sum(ticket => ticket.Rejected);
        _withoutKey = _tickets.Where(ticket => ticket.Key is null).Sum(ticket => ticket.Attempts);
        _withoutAddress = _tickets.Sum(ticket => ticket.WithoutAddress);
        _withoutTime = _tickets.Sum(ticket => ticket.WithoutTime);
    }

    private long Attempts => _accepted + _rejected;

    /// <param name="totals">What the attempts add up to, completed.</param>
    /// <param name="title">The title; untrusted, as everything else.</param>
    /// <param name="created">When the report is made (UTC).</param>
    /// <returns>The page in UTF-8.</returns>
    public static byte[] Render(ReportTotals totals, string title, DateTime created)
    {
        string shownTitle = ReportFormat.Shown(title);
        using MemoryStream page = new();
        // No line ends of its own: the policy has a hash of the style as a browser reads it.
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None };
        using (XmlWriter writer = XmlWriter.Create(page, settings))
        {
            writer.WriteRaw("<!DOCTYPE html>\n");
            ReportPage.Create(shownTitle, new HtmlReport(totals).Content(shownTitle, created)).WriteTo(writer);
        }

        return page.ToArray();
    }

    private IEnumerable<XElement?> Content(string title, DateTime created)
    {
        yield return Header(title);
        if (Attempts > 0)
        {
            yield return TimeSection();
            yield return SharedSection();
            yield return Names(ReportTexts.Reasons, ReportTexts.ReasonsNote, ReportTexts.Reason, _totals.Names.Reasons, MaxReasons, _rejected);
            yield return NetworkSection();
            yield return Names(ReportTexts.Pages, ReportTexts.PagesNote, ReportTexts.Page, _totals.Names.Pages, MaxNames, Attempts);
            yield return Names(ReportTexts.Servers, ReportTexts.ServersNote, ReportTexts.Server, _totals.Names.Servers, MaxNames, Attempts);
            yield return RejectedSection();
        }

        yield return Html.Element(
            "footer", Html.Element("p", ReportFormat.Text(ReportTexts.Footer, _format.Minute(created), ReportFormat.Shown(_totals.Zone.Id))));
    }

    private XElement Header(string title)
    {
        DateTime? first = _tickets.Min(ticket => ticket.FirstInstant);
        DateTime? last = _tickets.Max(ticket => ticket.LastInstant);
        return Html.Element(
            "header",
            Html.Element("h1", title),
            first is null || last is null ? null : Html.Element("p.period", _format.Period(first.Value, last.Value)),
            Html.Element(_shared.Length > 0 ? "p.verdict" : "p.clear", Verdict()),
            _shared.Length == 0 ? null : Html.Element("p.note", ReportFormat.Text(
                ReportTexts.SharedShare, ReportFormat.Number(_shared.Sum(ticket => ticket.Rejected)), ReportFormat.Number(_rejected))),
            Note(_totals.Unreadable, ReportTexts.Unreadable),
            Note(_withoutKey, ReportTexts.WithoutKey),
            Note(_withoutAddress, ReportTexts.WithoutAddress),
            Note(_withoutTime, ReportTexts.WithoutTime),
            Html.Element(
                "dl",
                Figure(ReportTexts.Tickets, ReportFormat.Number(_tickets.Count(ticket => ticket.Key is not null))),
                Figure(ReportTexts.Attempts, ReportFormat.Number(Attempts)),
                Figure(ReportTexts.Accepted, ReportFormat.Number(_accepted), ReportFormat.Share(_accepted, Attempts)),
                Figure(ReportTexts.Rejected, ReportFormat.Number(_rejected), ReportFormat.Share(_rejected, Attempts))));
    }

    private string Verdict()
    {
        // Of an attempt without a ticket, an address or a time, nothing follows.
        bool isJudged = Math.Max(_withoutKey, Math.Max(_withoutAddress, _withoutTime)) < Attempts;
        return Attempts == 0 ? ReportTexts.NoAttempts : _shared.Length switch
        {
            0 => isJudged ? ReportTexts.NoneShared : ReportTexts.NoneJudged,
            1 => ReportTexts.OneShared,
            _ => ReportFormat.Text(ReportTexts.SomeShared, ReportFormat.Number(_shared.Length)),
        };
    }

    private static XElement? Note(long count, string text)
        => count == 0 ? null : Html.Element("p.note", ReportFormat.Text(text, ReportFormat.Number(count)));

    private static XElement Figure(string name, string number, string? share = null)
        => Html.Element("div", Html.Element("dt", name), Html.Element("dd", number, share is null ? null : Html.Element("small", " " + share)));

    private XElement? TimeSection()
        => _totals.Series.ToColumns(_totals.Zone) is TimeColumns columns ? Html.Section(ReportTexts.OverTime, TimeChart.Create(columns)) : null;

    private XElement? SharedSection()
    {
        SharingRule rule = _totals.Tickets.Rule;
        string window = ReportFormat.Duration(rule.Window);
        return _shared.Length == 0 ? null : Html.Section(
            ReportTexts.Shared,
            Html.Element("p.note", ReportFormat.Text(ReportTexts.SharedRule, window, rule.MaxOutside)),
            rule.MaxAccepted is int limit ? Html.Element("p.note", ReportFormat.Text(ReportTexts.SharedAcceptedRule, window, limit)) : null,
            Html.Element("p.note", ReportTexts.SharedNote),
            CutNote(MaxShared, _shared.Length, ReportTexts.SharedCut),
            _shared.Take(MaxShared).Select(ticket => SharedTicket(ticket, rule, window)));
    }

    private XElement SharedTicket(TicketSummary ticket, SharingRule rule, string window) => Html.Element(
        "article",
        Html.Element("h3", ReportFormat.Shown(ticket.Key)),
        !rule.IsMostlyOutside(ticket) ? null : Html.Element("p", ReportFormat.Text(
            ReportTexts.SharedOutside, window, ticket.OutsideNetworksInWindow, ticket.OutsideNetworks, ticket.AcceptedNetworks)),
        !rule.IsAcceptedTooWidely(ticket) ? null : Html.Element("p", ReportFormat.Text(
            ReportTexts.SharedAccepted, window, ticket.AcceptedNetworksInWindow, ticket.AcceptedNetworks)),
        Html.Element("p.note", ReportFormat.Text(
            ReportTexts.SharedFacts,
            ReportFormat.Number(ticket.Accepted),
            ReportFormat.Number(ticket.Rejected),
            _format.Period(ticket.FirstInstant!.Value, ticket.LastInstant!.Value))));

    private XElement? NetworkSection()
    {
        NetworkTotal[] networks = [.. _totals.Tickets.ToNetworks()];
        NetworkTotal[] busy = [.. networks.Where(network => network.Attempts > 1)];
        return networks.Length == 0 ? null : Html.Section(
            ReportTexts.Networks,
            Html.Element("p.note", ReportTexts.NetworksNote),
            CutNote(MaxNames, busy.Length, ReportTexts.NetworksCut),
            busy.Length == 0 ? null : Html.Table(
                null,
                ReportTexts.Networks,
                [new(ReportTexts.Network), new(ReportTexts.Accepted, true), new(ReportTexts.Rejected, true), new(ReportTexts.Tickets, true)],
                busy.OrderByDescending(network => network.Attempts).ThenBy(network => network.Network, StringComparer.Ordinal)
                    .Take(MaxNames).Select(network => (object[])
                    [
                        network.Network,
                        ReportFormat.Number(network.Accepted),
                        ReportFormat.Number(network.Rejected),
                        ReportFormat.Number(network.Tickets),
                    ])),
            Note(networks.Length - busy.Length, ReportTexts.NetworksOfOne));
    }

    private static XElement? Names(string title, string note, string header, NameCounter counter, int maxCount, long whole)
    {
        CountedNames names = counter.ToNames(maxCount);
        return names.All(name => name.Name is null) ? null : Html.Section(
            title,
            Html.Element("p.note", note),
            Html.Table(
                null,
                title,
                [new(header), new(ReportTexts.Attempts, true), new(ReportTexts.Share, true)],
                names.Select(name => (object[])
                [
                    ReportFormat.ShownName(name.Name),
                    ReportFormat.Number(name.Count),
                    new object[] { ShareBar.Create(name.Count, whole), Html.Element("span.share", ReportFormat.Share(name.Count, whole)) },
                ])),
            Note(names.Others, ReportTexts.Others));
    }

    private XElement? RejectedSection()
    {
        TicketAttempt[] latest = [.. _totals.LatestRejected.Get().Reverse()];
        return latest.Length == 0 ? null : Html.Section(
            ReportTexts.RejectedAttempts,
            CutNote(MaxRejected, _rejected, ReportTexts.RejectedCut),
            Html.Table(
                "wide-table",
                ReportTexts.RejectedAttempts,
                [
                    new(ReportTexts.Time), new(ReportTexts.Ticket), new(ReportTexts.Reason), new(ReportTexts.Address), new(ReportTexts.Video),
                    new(ReportTexts.Page),
                ],
                latest.Select(attempt => (object[])
                [
                    _format.Time(attempt.Utc),
                    ReportFormat.Shown(attempt.Key),
                    ReportFormat.Shown(attempt.Reason),
                    ReportFormat.Shown(attempt.IPAddress),
                    ReportFormat.ShownName(attempt.App) + "/" + ReportFormat.ShownName(attempt.Video),
                    ReportFormat.Shown(WebAddress.PageOf(attempt.PageUrl)),
                ])));
    }

    private static XElement? CutNote(int max, long count, string text)
        => count <= max ? null : Html.Element("p.note", ReportFormat.Text(text, ReportFormat.Number(max), ReportFormat.Number(count)));
}
