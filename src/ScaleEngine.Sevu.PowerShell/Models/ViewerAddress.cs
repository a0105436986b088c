using System.Globalization;
using System.Net;
using System.Text;

namespace ScaleEngine.Sevu.Models;

/// <summary>An address as the service logs it. An IPv4 address in IPv6 form (<c>::ffff:192.0.2.7</c>) is that IPv4
/// address.</summary>
/// <remarks>Not <see cref="System.Net.IPAddress"/>, which takes <c>1</c> and <c>0x7f.1</c> for addresses.</remarks>
internal readonly struct ViewerAddress : IEquatable<ViewerAddress>
{
    private const int MaxLength = 45;
    private const int Groups = 8;
    private const ulong IPv4Prefix = 0xffff;

    /// <summary>Odd, and not known to who chooses addresses, so that nobody can choose many with the same hash.</summary>
    private static readonly ulong HashFactor = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 0) | 1;

    private readonly ulong _high;
    private readonly ulong _low;

    private ViewerAddress(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    public bool IsIPv4 => _high == 0 && _low >> 32 == IPv4Prefix;

    public static bool TryParse(string? text, out ViewerAddress address)
    {
        address = default;
        return text?.Length <= MaxLength && TryParse(new ArraySegment<byte>(Encoding.ASCII.GetBytes(text)), out address);
    }

    /// <summary>Parses ASCII without creating a string.</summary>
    public static bool TryParse(ArraySegment<byte> ascii, out ViewerAddress address)
    {
        int end = ascii.Offset + ascii.Count;
        if (TryParseIPv4(ascii.Array!, ascii.Offset, end, out uint ipv4))
        {
            address = new ViewerAddress(0, (IPv4Prefix << 32) | ipv4);
            return true;
        }

        return TryParseIPv6(ascii.Array!, ascii.Offset, end, out address);
    }

    /// <summary>The first address of the network around this one.</summary>
    /// <param name="prefix">The length of the network's prefix, out of 128 bits.</param>
    public ViewerAddress Network(int prefix) => new(
        _high & Mask(prefix),
        _low & Mask(prefix - 64));

    public bool Equals(ViewerAddress other) => _high == other._high && _low == other._low;

    public override bool Equals(object? obj) => obj is ViewerAddress other && Equals(other);

    public override int GetHashCode() => (int)(((_high * HashFactor) + (_low * (HashFactor ^ ulong.MaxValue - 1))) >> 32);

    public override string ToString()
    {
        if (IsIPv4)
        {
            return string.Concat([Octet(24), ".", Octet(16), ".", Octet(8), ".", Octet(0)]);
        }

        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++)
        {
            bytes[i] = (byte)(_high >> (56 - (8 * i)));
            bytes[8 + i] = (byte)(_low >> (56 - (8 * i)));
        }

        return new IPAddress(bytes).ToString();
    }

    private string Octet(int shift) => ((byte)(_low >> shift)).ToString(CultureInfo.InvariantCulture);

    private static ulong Mask(int bits) => bits <= 0 ? 0 : bits >= 64 ? ulong.MaxValue : ulong.MaxValue << (64 - bits);

    /// <summary>Four decimal numbers, without leading zeros, which some programs read as octal.</summary>
    private static bool TryParseIPv4(byte[] ascii, int start, int end, out uint address)
    {
        address = 0;
        int at = start;
        for (int octet = 0; octet < 4; octet++)
        {
            if (octet > 0 && (at == end || ascii[at++] != '.'))
            {
                return false;
            }

            int first = at;
            uint number = 0;
            while (at < end && at - first < 3 && ascii[at] is >= (byte)'0' and <= (byte)'9')
            {
                number = (number * 10) + ascii[at++] - '0';
            }

            if (at == first || number > byte.MaxValue || (ascii[first] == '0' && at - first > 1))
            {
                return false;
            }

            address = (address << 8) | number;
        }

        return at == end;
    }

    /// <summary>RFC 4291, section 2.2.</summary>
    private static bool TryParseIPv6(byte[] ascii, int start, int end, out ViewerAddress address)
    {
        ViewerAddress head = default, tail = default;
        int count = 0;
        int beforeGap = -1;
        int at = start;
        address = default;
        while (at < end)
        {
            if (ascii[at] == ':')
            {
                // One colon between groups, two once for groups that are zero.
                bool isGap = at + 1 < end && ascii[at + 1] == ':';
                if (isGap ? beforeGap >= 0 : count == 0 || at == start || at + 1 == end)
                {
                    return false;
                }

                if (isGap)
                {
                    beforeGap = count;
                    head = tail;
                    tail = default;
                }

                at += isGap ? 2 : 1;
                if (at == end)
                {
                    break;
                }
            }
            else if (count > 0)
            {
                return false;
            }

            if (count <= Groups - 2 && TryParseIPv4(ascii, at, end, out uint ipv4))
            {
                tail = tail.Append(ipv4 >> 16).Append(ipv4 & 0xffff);
                count += 2;
                at = end;
                break;
            }

            if (!TryParseGroup(ascii, ref at, end, out uint group) || ++count > Groups)
            {
                return false;
            }

            tail = tail.Append(group);
        }

        if (beforeGap < 0 ? count != Groups : count >= Groups)
        {
            return false;
        }

        for (int i = beforeGap; beforeGap >= 0 && i < Groups; i++)
        {
            head = head.Append(0);
        }

        address = new ViewerAddress(head._high | tail._high, head._low | tail._low);
        return true;
    }

    private static bool TryParseGroup(byte[] ascii, ref int at, int end, out uint group)
    {
        int first = at;
        group = 0;
        for (; at < end && at - first < 4; at++)
        {
            int letter = ascii[at] | 0x20;
            uint digit = ascii[at] is >= (byte)'0' and <= (byte)'9' ? (uint)(ascii[at] - '0')
                : letter is >= 'a' and <= 'f' ? (uint)(letter - 'a' + 10) : 16;
            if (digit == 16)
            {
                break;
            }

            group = (group << 4) | digit;
        }

        return at > first;
    }

    private ViewerAddress Append(uint group) => new((_high << 16) | (_low >> 48), (_low << 16) | group);
}
