using System;
using System.Globalization;
using System.Net;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>One of the addresses that a ticket accepts.</summary>
/// <param name="Base">The address or network; null for <c>auto</c>, the address of the first viewer.</param>
/// <param name="Prefix">The prefix length; null for a single address.</param>
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

        int maxPrefix = address is null ? 128 : 8 * address.GetAddressBytes().Length;
        return parts.Length == 1
            ? new(address, Prefix: null)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix <= maxPrefix
                ? new(address, prefix)
                : null;
    }

    /// <param name="ip">The viewer's address.</param>
    /// <param name="firstViewer">The address of the first viewer that the ticket accepted; null if there is none.</param>
    public bool Admits(IPAddress ip, IPAddress? firstViewer)
    {
        byte[] rule = (Base ?? firstViewer ?? ip).GetAddressBytes();
        byte[] viewer = ip.GetAddressBytes();
        int bits = Math.Min(Prefix ?? int.MaxValue, 8 * rule.Length);
        if (rule.Length != viewer.Length)
        {
            // 0.0.0.0/0 accepts IPv6 as well.
            return bits == 0;
        }

        for (int bit = 0; bit < bits; bit++)
        {
            int mask = 0x80 >> (bit % 8);
            if ((rule[bit / 8] & mask) != (viewer[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }
}
