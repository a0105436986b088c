using System.Globalization;

namespace ScaleEngine.Sevu.Models;

/// <summary>An address, or a network in CIDR notation. A range of IPv6 contains no IPv4 address.</summary>
internal sealed class AddressRange
{
    private const int Bits = 128;
    private const int IPv4Bits = 32;
    private const int IPv6SiteBits = 48;

    private readonly ViewerAddress _first;
    // Out of 128 bits, for IPv4 too.
    private readonly int _prefix;

    private AddressRange(ViewerAddress first, int prefix)
    {
        _first = first;
        _prefix = prefix;
    }

    /// <exception cref="SevuInputException">The text is neither an address nor a range.</exception>
    public static AddressRange Parse(string? text)
    {
        string[] parts = (text ?? "").Trim().Split('/');
        if (parts.Length > 2 || !ViewerAddress.TryParse(parts[0], out ViewerAddress address))
        {
            throw SevuInputException.InvalidAddressRange(text);
        }

        // The prefix of an IPv4 address that is written as one of IPv6 counts as it is written.
        int bits = parts[0].IndexOf(':') < 0 ? IPv4Bits : Bits;
        int prefix = bits;
        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            throw SevuInputException.InvalidAddressRange(text);
        }

        AddressRange range = Around(address, Bits - bits + prefix);
        return range._first.Equals(address)
            ? range
            : throw SevuInputException.AddressInsideNetwork(text!, $"{range._first}/{prefix}");
    }

    /// <returns>The network around an address as text: /24 for IPv4, /64 for IPv6; null if the text is not an address.</returns>
    public static string? NetworkOf(string? address)
    {
        if (!ViewerAddress.TryParse(address, out ViewerAddress viewer))
        {
            return null;
        }

        return viewer.IsIPv4 ? viewer.Network(Bits - 8) + "/24" : viewer.Network(Bits / 2) + "/64";
    }

    /// <returns>The first address of the site around an address: /24 for IPv4, /48 for IPv6, the most that one site is usually given
    /// (RFC 6177).</returns>
    public static ViewerAddress SiteOf(ViewerAddress address) => address.Network(address.IsIPv4 ? Bits - 8 : IPv6SiteBits);

    /// <returns>A site as text: <c>203.0.113.0/24</c>, <c>2001:db8:1::/48</c>.</returns>
    /// <param name="first">The site's first address, see <see cref="SiteOf"/>.</param>
    public static string SiteText(ViewerAddress first) => first.IsIPv4 ? first + "/24" : $"{first}/{IPv6SiteBits}";

    public bool Contains(ViewerAddress address)
        => address.IsIPv4 == _first.IsIPv4 && address.Network(_prefix).Equals(_first);

    private static AddressRange Around(ViewerAddress address, int prefix) => new(address.Network(prefix), prefix);
}
