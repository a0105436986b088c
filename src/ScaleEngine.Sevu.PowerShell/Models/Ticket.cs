using System.Security;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu;

/// <summary>A ticket: who may watch what, how many times and until when (<c>sevu.status</c>, <c>sevu.request</c>).</summary>
/// <remarks>The fields are known from published clients of the service. A field that the service leaves out is null. Strings
/// are exactly as the service sent them.</remarks>
public sealed class Ticket
{
    /// <summary>The ticket's key.</summary>
    public string? Key { get; internal set; }

    /// <summary>The videos or streams that the ticket gives access to: names separated by <c>|</c>, with <c>*</c> as a
    /// wildcard.</summary>
    public string? Video { get; internal set; }

    /// <summary>The applications that the ticket gives access to, in the same form.</summary>
    public string? App { get; internal set; }

    /// <summary>The addresses that the ticket may be used from: addresses, CIDR ranges, <c>auto</c> for the first viewer's
    /// address, <c>auto/24</c> for the network around it, <c>0.0.0.0/0</c> for any; separated by <c>|</c>.</summary>
    public string? IPAddress { get; internal set; }

    /// <summary>How many times the ticket may start a stream; 0 for any number.</summary>
    public long? Uses { get; internal set; }

    /// <summary>False if the ticket was revoked.</summary>
    public bool? Active { get; internal set; }

    /// <summary><c>Revoked</c>, <c>Expired</c> by this machine's clock, otherwise <c>Active</c>; null if the service does not
    /// say. Ours, from <see cref="Active"/> and <see cref="Expires"/>: whether uses are left is not known.</summary>
    public string? State => Active == false ? "Revoked" : ExpiresInstant <= DateTime.UtcNow ? "Expired" : Active == true ? "Active" : null;

    /// <summary>When the ticket was issued, to the second, in this machine's time zone (<see cref="DateTimeKind.Local"/>); null
    /// if the service gives no time.</summary>
    public DateTime? Created => CreatedInstant?.ToLocalTime();

    /// <summary><see cref="Created"/> in UTC, as ISO 8601: <c>2014-09-16T16:00:00Z</c>.</summary>
    public string? CreatedUtc => IsoTime.ToText(CreatedInstant);

    /// <summary>When the ticket was last used, in the same form as <see cref="Created"/>; null if never. That this is the last
    /// use, not the first, is known from the documentation of the service's newer API.</summary>
    public DateTime? Used => UsedInstant?.ToLocalTime();

    /// <summary><see cref="Used"/> in UTC, as ISO 8601.</summary>
    public string? UsedUtc => IsoTime.ToText(UsedInstant);

    /// <summary>When the ticket expires, in the same form as <see cref="Created"/>; null if it does not.</summary>
    public DateTime? Expires => ExpiresInstant?.ToLocalTime();

    /// <summary><see cref="Expires"/> in UTC, as ISO 8601.</summary>
    public string? ExpiresUtc => IsoTime.ToText(ExpiresInstant);

    /// <summary>The password that a player presents with the key. It may contain a user id, to correlate logs.</summary>
    public SecureString? Password { get; internal set; }

    internal DateTime? CreatedInstant { get; set; }

    internal DateTime? UsedInstant { get; set; }

    internal DateTime? ExpiresInstant { get; set; }

    /// <summary>The key.</summary>
    public override string ToString() => Key ?? "";
}
