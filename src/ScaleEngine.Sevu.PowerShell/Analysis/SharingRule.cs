namespace ScaleEngine.Sevu.Analysis;

/// <summary>When a ticket is suspected of being shared.</summary>
/// <remarks>
/// <para>Who is rejected because of the address or the number of uses has the ticket: its key, and as far as is known its
/// password. A ticket has these limits to say for whom it is meant. So rejections of this kind from networks that the ticket never
/// admitted are evidence that it is with people for whom it is not meant, if there are more such networks within a window than one
/// holder has (home, work, mobile, each with IPv4 and IPv6).</para>
/// <para>A ticket for many, whose uses ran out, is rejected in the same way. It was accepted from many networks before. So the
/// networks outside have to be more than those that were accepted.</para>
/// <para>Other reasons are no evidence: a wrong password is somebody who does not have the ticket; a revoked or expired ticket is
/// rejected at its holder's, too; a wrong application or video is usually a mistake in a page. Accepted attempts are evidence only
/// if it is known that the ticket is for one person, which the log does not tell.</para>
/// </remarks>
/// <param name="Window">The length of the window, in whole seconds.</param>
/// <param name="MaxOutside">The greatest number of networks outside within a window that is not suspected.</param>
/// <param name="MaxAccepted">The same of accepted networks; null if they are no evidence.</param>
internal sealed record SharingRule(TimeSpan Window, int MaxOutside, int? MaxAccepted)
{
    private static readonly HashSet<string> LimitReasons
        = new(["Exceeded max views", "Invalid IP Address"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether attempts are rejected with this reason because of the address or the number of uses.</summary>
    public static bool IsLimit(string? reason) => reason is not null && LimitReasons.Contains(reason);

    /// <summary>Whether the networks outside make it suspected.</summary>
    public bool IsMostlyOutside(TicketSummary summary)
        => summary.OutsideNetworksInWindow > MaxOutside && summary.OutsideNetworks > summary.AcceptedNetworks;

    /// <summary>Whether the accepted networks make it suspected.</summary>
    public bool IsAcceptedTooWidely(TicketSummary summary) => summary.AcceptedNetworksInWindow > MaxAccepted;

    public void Judge(TicketSummary summary)
    {
        if (summary.Attempts == 0)
        {
            summary.SharingSuspected = false;
            summary.SharingEvidence = Messages.SharingNoAttempts;
            return;
        }

        string facts = DisplayText.Format(
            Messages.SharingFacts,
            summary.AcceptedNetworks,
            summary.AcceptedNetworksInWindow,
            Window.ToString("c"),
            summary.OutsideNetworks,
            summary.OutsideNetworksInWindow);
        if (summary.Key is null)
        {
            summary.SharingEvidence = facts + " " + Messages.SharingNoKey;
            return;
        }

        bool isAccepted = IsAcceptedTooWidely(summary);
        summary.SharingSuspected = isAccepted || IsMostlyOutside(summary);
        string[] verdicts =
        [
            IsMostlyOutside(summary) ? DisplayText.Format(Messages.SharingOutside, MaxOutside)
                : summary.OutsideNetworksInWindow > MaxOutside ? Messages.SharingForMany
                : DisplayText.Format(Messages.SharingFewOutside, MaxOutside),
            isAccepted ? DisplayText.Format(Messages.SharingAccepted, MaxAccepted)
                : MaxAccepted is int limit ? DisplayText.Format(Messages.SharingFewAccepted, limit)
                : Messages.SharingAcceptedNotJudged,
        ];
        summary.SharingEvidence = facts + " " + string.Join(" ", verdicts);
    }
}
