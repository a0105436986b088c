using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu;

/// <summary>One attempt to use a ticket, as the usher at the edge logged it (<c>sevu.errorlog</c>).</summary>
/// <remarks>
/// The texts are kept exactly as the service sent them. <see cref="Video"/>, <see cref="PageUrl"/>,
/// <see cref="ReferrerUrl"/> and the like are whatever a stranger's player sent: do not trust them.
/// A text the service left out is null.
/// </remarks>
public sealed class TicketAttempt
{
    // Not nullable, which would take twice the room a million times; the service does not log the year 1.
    private readonly DateTime _utc;
    private readonly AttemptDetails _details;

    internal TicketAttempt(DateTime? utc, string? ipAddress, AttemptDetails details)
    {
        _utc = utc ?? default;
        IPAddress = ipAddress;
        _details = details;
    }

    /// <summary>When it happened, to the second, in this machine's time zone (<see cref="DateTimeKind.Local"/>);
    /// null where the service gives no time.</summary>
    public DateTime? DateTime => Utc?.ToLocalTime();

    /// <summary>The same instant as ISO 8601 text in UTC, <c>2014-09-16T16:00:00Z</c>, which reads the same in every
    /// file and culture; null where the service gives no time.</summary>
    public string? DateTimeUtc => IsoTime.ToText(Utc);

    /// <summary>The ticket's key.</summary>
    public string? Key => _details.Key;

    /// <summary>The viewer's address, IPv4 or IPv6.</summary>
    public string? IPAddress { get; }

    /// <summary>The stream or file that was asked for.</summary>
    public string? Video => _details.Video;

    /// <summary>The application it runs on.</summary>
    public string? App => _details.App;

    /// <summary>The application's instance.</summary>
    public string? AppInstance => _details.AppInstance;

    /// <summary>The page the player says it was on.</summary>
    public string? PageUrl => _details.PageUrl;

    /// <summary>The page the player says had linked there.</summary>
    public string? ReferrerUrl => _details.ReferrerUrl;

    /// <summary>True where the attempt was accepted, false where it was rejected.</summary>
    public bool Success => _details.Success;

    /// <summary><c>Success</c>, or why the attempt was rejected, in the service's words.</summary>
    public string? Reason => _details.Reason;

    /// <summary>The edge server that decided.</summary>
    public string? Server => _details.Server;

    /// <summary>When it happened, in UTC, for comparisons.</summary>
    internal DateTime? Utc => _utc == default ? null : _utc;
}
