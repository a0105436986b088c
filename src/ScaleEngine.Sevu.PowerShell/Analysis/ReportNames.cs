using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts the names that a report shows over all tickets.</summary>
internal sealed class ReportNames : IDetailNames
{
    /// <summary>Why attempts were rejected.</summary>
    public NameCounter Reasons { get; } = new();

    /// <summary>The pages on which players were embedded, as they report.</summary>
    public NameCounter Pages { get; } = new();

    /// <summary>The edge servers.</summary>
    public NameCounter Servers { get; } = new();

    public int Add(AttemptDetails details, long count)
        => (details.Success ? 0 : Reasons.Add(details.Reason, count))
            + Pages.Add(WebAddress.PageOf(details.PageUrl), count)
            + Servers.Add(details.Server, count);
}
