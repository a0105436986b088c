using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu;

/// <summary>One attempt to use a ticket, as the usher at the edge logged it (<c>sevu.errorlog</c>).</summary>
/// <remarks>
/// Strings are exactly as the service sent them; a string that it leaves out is null. <see cref="Video"/>, <see
/// cref="PageUrl"/>, <see cref="ReferrerUrl"/> and others contain whatever a player sent: do not trust them.
/// </remarks>
public sealed class TicketAttempt
{
    // Not nullable, which would double its size, a million times. The service does not log the year 1.
    private readonly DateTime _utc;
    private readonly AttemptDetails _details;

    internal TicketAttempt(DateTime? utc, string? ipAddress, AttemptDetails details)
    {
        _utc = utc ?? default;
        IPAddress = ipAddress;
        _details = details;
    }

    /// <summary>When it happened, to the second, in this machine's time zone (<see cref="DateTimeKind.Local"/>); null if the
    /// service gives no time.</summary>
    public DateTime? DateTime => Utc?.ToLocalTime();

    /// <summary><see cref="DateTime"/> in UTC, as ISO 8601, the same in every culture: <c>2014-09-16T16:00:00Z</c>.</summary>
    public string? DateTimeUtc => IsoTime.ToText(Utc);

    /// <summary>The ticket's key.</summary>
    public string? Key => _details.Key;

    /// <summary>The viewer's address, IPv4 or IPv6.</summary>
    public string? IPAddress { get; }

    /// <summary>The network around <see cref="IPAddress"/>: /24 for IPv4 (<c>203.0.113.0/24</c>), /64 for IPv6
    /// (<c>2001:db8:1:2::/64</c>); null if there is no address, or text that is none.</summary>
    public string? Network => AddressRange.NetworkOf(IPAddress);

    /// <summary>The requested stream or file.</summary>
    public string? Video => _details.Video;

    /// <summary>The application.</summary>
    public string? App => _details.App;

    /// <summary>The application's instance.</summary>
    public string? AppInstance => _details.AppInstance;

    /// <summary>The page that the player reports as its own.</summary>
    public string? PageUrl => _details.PageUrl;

    /// <summary>The page that the player reports as the referrer.</summary>
    public string? ReferrerUrl => _details.ReferrerUrl;

    /// <summary>True if the attempt was accepted, false if it was rejected.</summary>
    public bool Success => _details.Success;

    /// <summary><c>Success</c>, or the reason for the rejection, in the service's words.</summary>
    public string? Reason => _details.Reason;

    /// <summary>The edge server that accepted or rejected the attempt.</summary>
    public string? Server => _details.Server;

    /// <summary>All properties on one line, each in quotes, so that PowerShell tells attempts apart by their text.</summary>
    public override string ToString() => string.Join(
        " ",
        DateTimeUtc ?? "-",
        Success ? "accepted" : "rejected",
        QuotedText.Of(Key),
        QuotedText.Of(IPAddress),
        QuotedText.Of(Reason),
        QuotedText.Of(Video),
        QuotedText.Of(App),
        QuotedText.Of(AppInstance),
        QuotedText.Of(PageUrl),
        QuotedText.Of(ReferrerUrl),
        QuotedText.Of(Server));

    /// <summary>What it has in common with others.</summary>
    internal AttemptDetails Details => _details;

    /// <summary>When it happened, in UTC.</summary>
    internal DateTime? Utc => _utc == default ? null : _utc;
}
