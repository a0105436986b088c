using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Requests;

/// <summary>Builds the request for a new ticket (<c>sevu.request</c>), and validates it before anything is sent.</summary>
/// <remarks>The fields are those that the service documents; the format of the expiry is that of its published clients. A value
/// that is not given is not sent, and the service uses its default.</remarks>
internal static class IssueTicketRequest
{
    private const string Separator = "|";
    private const string Auto = "auto";

    /// <param name="videos">Names; <c>*</c> is a wildcard.</param>
    /// <param name="apps">Names; <c>*</c> is a wildcard.</param>
    /// <param name="addresses">Addresses, CIDR ranges, <c>auto</c> or <c>auto/24</c>; null for the service's default.</param>
    /// <param name="uses">How many times the ticket may start a stream, 0 for any number; null for the service's
    /// default.</param>
    /// <param name="expires">Local unless its kind is UTC; null for the service's default.</param>
    /// <param name="password">The password that a player presents with the key.</param>
    /// <exception cref="SevuInputException">A value is not valid.</exception>
    public static SevuRequest Create(
        IReadOnlyList<string?> videos,
        IReadOnlyList<string?> apps,
        IReadOnlyList<string?>? addresses,
        int? uses,
        DateTime? expires,
        SecureString password)
    {
        if (password.Length == 0)
        {
            throw SevuInputException.EmptyPassword();
        }

        if (expires?.ToUniversalTime() <= DateTime.UtcNow)
        {
            throw SevuInputException.ExpiresInPast(expires.Value);
        }

        if (uses < 0)
        {
            throw SevuInputException.NegativeUses(uses.Value);
        }

        List<KeyValuePair<string, object?>> fields = [new("pass", password)];
        if (addresses is not null)
        {
            fields.Add(new("ip", string.Join(Separator, addresses.DefaultIfEmpty("").SelectMany(SplitList).Select(ValidAddress))));
        }

        fields.Add(new("video", Names("video", videos)));
        fields.Add(new("app", Names("application", apps)));
        if (uses is not null)
        {
            fields.Add(new("uses", uses));
        }

        if (expires is DateTime time)
        {
            fields.Add(new("expire", ServiceTime.ToText(time)));
        }

        return new SevuRequest("sevu.request", fields);
    }

    private static string Names(string kind, IEnumerable<string?> names)
        => string.Join(Separator, names.DefaultIfEmpty("").SelectMany(SplitList).Select(name => TicketName.Ensure(kind, name)));

    // An existing ticket, from which a new one can be made, has several names in one string.
    private static string[] SplitList(string? text) => (text ?? "").Split(Separator[0]);

    private static string ValidAddress(string text)
    {
        string lower = TicketName.Trim(text).ToLowerInvariant();
        string[] parts = lower.Split('/');
        int longestPrefix = parts[0] == Auto ? 128 : MaxPrefixLength(parts[0]);
        bool valid = parts.Length switch
        {
            1 => longestPrefix > 0,
            2 => longestPrefix > 0 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix <= longestPrefix,
            _ => false,
        };
        return valid ? lower : throw SevuInputException.InvalidAddress(TicketName.ForDisplay(text));
    }

    /// <returns>The number of bits of the address; 0 if the text is not an address.</returns>
    private static int MaxPrefixLength(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            return 0;
        }

        // .NET also parses 1, 127.1, 0x7f.0.0.1, [::1] and fe80::1%eth0.
        return address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text ? 32 : 0
            : text.IndexOfAny(['[', '%']) < 0 ? 128 : 0;
    }
}
