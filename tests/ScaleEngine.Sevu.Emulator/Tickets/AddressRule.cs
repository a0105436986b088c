using System;
using System.Globalization;
using System.Net;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>One of the addresses a ticket is good for.</summary>
/// <param name="Base">The address or network; null for the first viewer's, <c>auto</c>.</param>
/// <param name="Prefix">How many bits count; null for all.</param>
internal sealed record AddressRule(IPAddress? Base, int? Prefix)
{
    public static AddressRule? Parse(string text)
    {
        string[] parts = text.Split('/');
        IPAddress? address = null;
        if (parts.Length > 2 || (parts[0] != "auto" && !IPAddress.TryParse(parts[0], out address)))
        {
            return null;
        }

        int longest = address is null ? 128 : 8 * address.GetAddressBytes().Length;
        return parts.Length == 1
            ? new(address, Prefix: null)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix <= longest
                ? new(address, prefix)
                : null;
    }

    /// <param name="ip">Who comes.</param>
    /// <param name="firstViewer">Who was let in first; null where nobody was yet.</param>
    public bool Admits(IPAddress ip, IPAddress? firstViewer)
    {
        byte[] rule = (Base ?? firstViewer ?? ip).GetAddressBytes();
        byte[] given = ip.GetAddressBytes();
        int bits = Math.Min(Prefix ?? int.MaxValue, 8 * rule.Length);
        if (rule.Length != given.Length)
        {
            // 0.0.0.0/0 is any address.
            return bits == 0;
        }

        for (int bit = 0; bit < bits; bit++)
        {
            int mask = 0x80 >> (bit % 8);
            if ((rule[bit / 8] & mask) != (given[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }
}
