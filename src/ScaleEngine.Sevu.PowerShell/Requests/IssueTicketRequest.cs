using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Requests;

/// <summary>What a new ticket is to open, checked before anything is sent (<c>sevu.request</c>).</summary>
/// <remarks>The fields are as the service documents them; the expiry as its published clients send it. What is not given is
/// not sent.</remarks>
internal static class IssueTicketRequest
{
    private const string Separator = "|";
    private const string Auto = "auto";

    /// <param name="videos">Names; <c>*</c> is a wildcard.</param>
    /// <param name="apps">Names; <c>*</c> is a wildcard.</param>
    /// <param name="addresses">Addresses, CIDR ranges, <c>auto</c> or <c>auto/24</c>; null leaves it to the service.</param>
    /// <param name="uses">How often it may start, 0 for any number; null leaves it to the service.</param>
    /// <param name="expires">Local unless its kind says UTC; null leaves it to the service.</param>
    /// <param name="password">What a player presents with the key.</param>
    /// <exception cref="SevuInputException">One of them cannot be right.</exception>
    public static SevuRequest Create(
        IReadOnlyList<string> videos,
        IReadOnlyList<string> apps,
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

        fields.Add(new("video", string.Join(Separator, videos.SelectMany(SplitList).Select(name => ValidName("video", name)))));
        fields.Add(new("app", string.Join(Separator, apps.SelectMany(SplitList).Select(name => ValidName("application", name)))));
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

    // As the service shows those of a ticket, from which another may be made.
    private static string[] SplitList(string? text) => (text ?? "").Split(Separator[0]);

    private static string ValidName(string kind, string name)
        => string.IsNullOrWhiteSpace(name) ? throw SevuInputException.InvalidName(kind, name) : name;

    private static string ValidAddress(string text)
    {
        string lower = text.ToLowerInvariant();
        string[] parts = lower.Split('/');
        int longestPrefix = parts[0] == Auto ? 128 : MaxPrefixLength(parts[0]);
        bool valid = parts.Length switch
        {
            1 => longestPrefix > 0,
            2 => int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix <= longestPrefix,
            _ => false,
        };
        return valid ? lower : throw SevuInputException.InvalidAddress(text);
    }

    /// <returns>0 where it is no address.</returns>
    private static int MaxPrefixLength(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            return 0;
        }

        // .NET also takes 1, 127.1, 0x7f.0.0.1, [::1] and fe80::1%eth0.
        return address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text ? 32 : 0
            : text.IndexOfAny(['[', '%']) < 0 ? 128 : 0;
    }
}
