using System.Security;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu;

/// <summary>A ticket: who may watch what, how often and until when (<c>sevu.status</c>, <c>sevu.request</c>).</summary>
/// <remarks>Its fields are known from published clients of the service; one that the service left out is null.
/// Texts are kept exactly as the service sent them.</remarks>
public sealed class Ticket
{
    /// <summary>The ticket's key.</summary>
    public string? Key { get; init; }

    /// <summary>The videos or streams it opens: names, <c>|</c> between several, <c>*</c> as wildcard.</summary>
    public string? Video { get; init; }

    /// <summary>The applications it opens, written alike.</summary>
    public string? App { get; init; }

    /// <summary>The addresses it may be used from: an address, a CIDR range, <c>auto</c> for the first viewer's address,
    /// <c>auto/24</c> for the network around it, <c>0.0.0.0/0</c> for any; <c>|</c> between several.</summary>
    public string? IPAddress { get; init; }

    /// <summary>How often it may start; 0 for any number.</summary>
    public long? Uses { get; init; }

    /// <summary>False where the service has revoked it.</summary>
    public bool? Active { get; init; }

    /// <summary>When it was issued, to the second, in this machine's time zone (<see cref="DateTimeKind.Local"/>); null
    /// where the service gives no time.</summary>
    public DateTime? Created => CreatedInstant?.ToLocalTime();

    /// <summary>The same instant as ISO 8601 text in UTC, <c>2014-09-16T16:00:00Z</c>.</summary>
    public string? CreatedUtc => IsoTime.ToText(CreatedInstant);

    /// <summary>When it was last used, as <see cref="Created"/>; null where it never was. That it is the last use is known from
    /// the documentation of the service's newer API.</summary>
    public DateTime? Used => UsedInstant?.ToLocalTime();

    /// <summary>The same instant as ISO 8601 text in UTC.</summary>
    public string? UsedUtc => IsoTime.ToText(UsedInstant);

    /// <summary>Until when it is good, as <see cref="Created"/>; null where it does not expire.</summary>
    public DateTime? Expires => ExpiresInstant?.ToLocalTime();

    /// <summary>The same instant as ISO 8601 text in UTC.</summary>
    public string? ExpiresUtc => IsoTime.ToText(ExpiresInstant);

    /// <summary>The password that a player presents with the key. It may carry a user id to match logs by.</summary>
    public SecureString? Password { get; init; }

    internal DateTime? CreatedInstant { get; init; }

    internal DateTime? UsedInstant { get; init; }

    internal DateTime? ExpiresInstant { get; init; }

    /// <summary>The key.</summary>
    public override string ToString() => Key ?? "";
}
