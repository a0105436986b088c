#if NET
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
#endif
using ScaleEngine.Sevu.Models;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Models;

public class AddressRangeTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.0/25", "203.0.113.127", true)]
    [InlineData("203.0.113.0/25", "203.0.113.128", false)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "203.0.113.7", false)]
    [InlineData("::/0", "::ffff:203.0.113.7", false)]
    [InlineData("2001:db8::/32", "2001:0DB8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::/65", "2001:db8::7fff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8::/65", "2001:db8::8000:0:0:0", false)]
    [InlineData("2001:db8::7", "2001:db8:0:0:0:0:0:7", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.9", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.114.9", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.0/24", "::FFFF:cb00:7107", true)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData(" 203.0.113.7 ", "203.0.113.7", true)]
    [InlineData("0.0.0.0/0", null, false)]
    [InlineData("0.0.0.0/0", "", false)]
    [InlineData("0.0.0.0/0", "unknown", false)]
    [InlineData("0.0.0.0/0", "127.1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.7:443", false)]
    public void A_range_contains_the_addresses_in_it(string range, string? address, bool expected)
        => Assert.Equal(expected, ViewerAddress.TryParse(address, out ViewerAddress viewer) && AddressRange.Parse(range).Contains(viewer));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/24")]
    [InlineData("203.0.113.0/")]
    [InlineData("203.0.113.0/33")]
    [InlineData("203.0.113.0/-1")]
    [InlineData("203.0.113.0/+24")]
    [InlineData("203.0.113.0/ 24")]
    [InlineData("203.0.113.0/24/24")]
    [InlineData("203.0.113.0/255.255.255.0")]
    [InlineData("203.0.113.0/99999999999")]
    [InlineData("2001:db8::/129")]
    [InlineData("300.1.1.1")]
    [InlineData("203.0.113")]
    [InlineData("203.0.113.7.1")]
    [InlineData("203.0.113.007")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("203.0.113.1-5")]
    [InlineData("203.0.113.*")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[2001:db8::1]")]
    [InlineData("2001:db8::1::2")]
    [InlineData("2001:db8")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("1:2:3:4:5:6:7:203.0.113.7")]
    [InlineData("2001:db8:::1")]
    [InlineData(":1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::203.0.113.7:1")]
    [InlineData("auto")]
    [InlineData("localhost")]
    public void Anything_else_is_refused(string? range)
        => Assert.Equal("Sevu.InvalidAddressRange", Assert.Throws<SevuInputException>(() => AddressRange.Parse(range)).ErrorId);

    [Theory]
    [InlineData("203.0.113.7/24", "203.0.113.0/24")]
    [InlineData("203.0.113.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::1/64", "2001:db8::/64")]
    [InlineData("::ffff:203.0.113.7/120", "203.0.113.0/120")]
    public void An_address_inside_a_network_is_refused_with_the_network(string range, string network)
    {
        SevuInputException failure = Assert.Throws<SevuInputException>(() => AddressRange.Parse(range));

        Assert.Equal("Sevu.InvalidAddressRange", failure.ErrorId);
        Assert.Contains($"'{network}'", failure.Message);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("0.0.0.0", "0.0.0.0/24")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.0/24")]
    [InlineData("::ffff:cb00:7107", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:0DB8:0:0:3::", "2001:db8::/64")]
    [InlineData("::1", "::/64")]
    [InlineData("::203.0.113.7", "::/64")]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("unknown", null)]
    [InlineData("1", null)]
    [InlineData("127.1", null)]
    [InlineData("0x7f.0.0.1", null)]
    [InlineData("203.0.113.7 ", null)]
    [InlineData("２03.0.113.7", null)]
    public void The_network_of_an_address(string? address, string? network) => Assert.Equal(network, AddressRange.NetworkOf(address));

#if NET
    /// <summary>Compares with .NET's parser, for addresses of IPv6 that are right, and with a few characters changed.</summary>
    [Fact]
    public void Agrees_with_NET_about_IPv6()
    {
        const string alphabet = "0123456789abcdefABCDEF::::..";
        Random random = new(11);
        int valid = 0;
        for (int round = 0; round < 50_000; round++)
        {
            byte[] bytes = new byte[16];
            for (int i = 0; i < 16; i++)
            {
                bytes[i] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)0;
            }

            StringBuilder text = new(new IPAddress(bytes).ToString());
            for (int changes = random.Next(3); changes > 0; changes--)
            {
                int at = random.Next(text.Length);
                text[at] = alphabet[random.Next(alphabet.Length)];
            }

            if (!text.ToString().Contains(':'))
            {
                continue;
            }

            bool expected = IPAddress.TryParse(text.ToString(), out IPAddress? reference) && reference.AddressFamily == AddressFamily.InterNetworkV6
                && !HasLeadingZeroInIPv4(text.ToString());
            Assert.True(expected == ViewerAddress.TryParse(text.ToString(), out ViewerAddress address), text.ToString());
            if (expected)
            {
                valid++;
                string canonical = reference!.IsIPv4MappedToIPv6 ? reference.MapToIPv4().ToString() : reference.ToString();
                Assert.Equal(canonical, address.ToString());
            }
        }

        Assert.InRange(valid, 10_000, 50_000);
    }

    private static bool HasLeadingZeroInIPv4(string text) => Regex.IsMatch(text, @"(?<=[:.])0[0-9]+(?=\.)|(?<=\.)0[0-9]+$");
#endif
}
