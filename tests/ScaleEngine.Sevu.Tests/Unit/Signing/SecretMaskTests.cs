using System;
using ScaleEngine.Sevu.Signing;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Signing;

public class SecretMaskTests
{
    private const string Signature = "YzuXnx+KvBul1zXmpTN8EtpfLS8S0/dbjjl6LAMPADk=";

    public static TheoryData<string> SignatureForms =>
    [
        Signature,
        Signature.Replace("/", "\\/"),
        Uri.EscapeDataString(Signature),
        Uri.EscapeDataString(Signature.Replace("/", "\\/")),
        Uri.EscapeDataString(Signature).ToLowerInvariant(),
    ];

    [Theory]
    [MemberData(nameof(SignatureForms))]
    public void Masks_a_signature_in_every_encoding(string signature)
        => Assert.Equal("before '***' after", SecretMask.Apply($"before '{signature}' after", []));

    [Theory]
    [InlineData("pä/ss \"1\"")]
    [InlineData("p\\u00e4\\/ss \\\"1\\\"")]
    [InlineData("p%C3%A4%2Fss%20%221%22")]
    [InlineData("p%c3%a4%2fss%20%221%22")]
    [InlineData("p%5Cu00e4%5C%2Fss%20%5C%221%5C%22")]
    public void Masks_a_secret_in_every_encoding(string form)
        => Assert.Equal("é <******> 🎬", SecretMask.Apply($"é <{form}{form}> 🎬", [Samples.Secure("pä/ss \"1\"")]));

    [Fact]
    public void Masks_a_secret_that_contains_another()
        => Assert.Equal("'***' '***'", SecretMask.Apply("'abcdefgh' 'abc'", [Samples.Secure("abc"), Samples.Secure("abcdefgh")]));

    [Fact]
    public void Masks_every_secret_and_keeps_other_text()
        => Assert.Equal("*** x*** y", SecretMask.Apply("key1 xKEY2 y", [Samples.Secure("key1"), Samples.Secure(""), Samples.Secure("key2")]));
}
