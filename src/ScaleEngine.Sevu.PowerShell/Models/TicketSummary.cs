using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu;

/// <summary>What the attempts to use one ticket add up to.</summary>
/// <remarks>
/// A network is an IPv4 /24 or an IPv6 /48: the most that one site, be it a household or a campus, is usually given (RFC 6177), so
/// that one site never counts as several because of its size. It is larger than <see cref="TicketAttempt.Network"/> for IPv6.
/// Names come from attempts and are exactly as the attempts have them: do not trust them.
/// </remarks>
public sealed class TicketSummary
{
    internal TicketSummary(string? key) => Key = key;

    /// <summary>The ticket's key; null for attempts that name no ticket.</summary>
    public string? Key { get; }

    /// <summary>How many attempts there were.</summary>
    public long Attempts => Accepted + Rejected;

    /// <summary>How many of them were accepted.</summary>
    public long Accepted { get; internal set; }

    /// <summary>How many of them were rejected.</summary>
    public long Rejected { get; internal set; }

    /// <summary>All reasons, in the service's words, <c>Success</c> included.</summary>
    public CountedNames Reasons { get; internal set; } = null!;

    /// <summary>The earliest attempt, in this machine's time zone (<see cref="DateTimeKind.Local"/>); null if none has a time.</summary>
    public DateTime? First => FirstInstant?.ToLocalTime();

    /// <summary><see cref="First"/> in UTC, as ISO 8601: <c>2014-09-16T16:00:00Z</c>.</summary>
    public string? FirstUtc => IsoTime.ToText(FirstInstant);

    /// <summary>The latest attempt, in the same form as <see cref="First"/>.</summary>
    public DateTime? Last => LastInstant?.ToLocalTime();

    /// <summary><see cref="Last"/> in UTC, as ISO 8601.</summary>
    public string? LastUtc => IsoTime.ToText(LastInstant);

    /// <summary>How many attempts have no time. They count everywhere except within the window.</summary>
    public long WithoutTime { get; internal set; }

    /// <summary>How many attempts have no address, or text that is none. They count everywhere except as addresses and
    /// networks.</summary>
    public long WithoutAddress { get; internal set; }

    /// <summary>How many different addresses were accepted at least once.</summary>
    public long AcceptedAddresses { get; internal set; }

    /// <summary>How many different addresses were rejected at least once. An address may be in both numbers.</summary>
    public long RejectedAddresses { get; internal set; }

    /// <summary>How many different networks were accepted at least once.</summary>
    public long AcceptedNetworks { get; internal set; }

    /// <summary>How many different networks were rejected at least once, for any reason.</summary>
    public long RejectedNetworks { get; internal set; }

    /// <summary>How many different networks were rejected because of their address or the number of uses, and never accepted: who
    /// has the ticket there, but is not meant to use it.</summary>
    public long OutsideNetworks { get; internal set; }

    /// <summary>The length of the window of the next three, in seconds.</summary>
    public long WindowSec { get; internal set; }

    /// <summary>The greatest number of different networks that were accepted within any window.</summary>
    public long AcceptedNetworksInWindow { get; internal set; }

    /// <summary>The greatest number of different networks that were rejected within any window, for any reason.</summary>
    public long RejectedNetworksInWindow { get; internal set; }

    /// <summary>The greatest number of <see cref="OutsideNetworks"/> that were rejected because of their address or the number of
    /// uses within any window.</summary>
    public long OutsideNetworksInWindow { get; internal set; }

    /// <summary>The most frequent applications, at most ten.</summary>
    public CountedNames Apps { get; internal set; } = null!;

    /// <summary>The most frequent videos or streams, at most ten.</summary>
    public CountedNames Videos { get; internal set; } = null!;

    /// <summary>The most frequent edge servers, at most ten.</summary>
    public CountedNames Servers { get; internal set; } = null!;

    /// <summary>The most frequent hosts of the referrers, at most ten. An attempt without a referrer, or with text that is no
    /// URL of the web, has none.</summary>
    public CountedNames ReferrerHosts { get; internal set; } = null!;

    /// <summary>Whether the attempts look as if the ticket were shared; null if that is not judged, since the attempts name no
    /// ticket.</summary>
    public bool? SharingSuspected { get; internal set; }

    /// <summary>Why, or why not, in words and numbers.</summary>
    public string SharingEvidence { get; internal set; } = "";

    internal DateTime? FirstInstant { get; set; }

    internal DateTime? LastInstant { get; set; }

    /// <summary>The key.</summary>
    public override string ToString() => Key ?? "";
}
