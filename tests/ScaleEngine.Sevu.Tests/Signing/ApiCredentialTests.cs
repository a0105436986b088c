using System;
using ScaleEngine.Sevu.Client;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Signing;

public class ApiCredentialTests
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
    public void Masks_a_signature_in_every_form_it_travels_in(string signature)
    {
        using ApiCredential credential = ApiCredential.Create(Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret));

        Assert.Equal("before '***' after", credential.Mask($"before '{signature}' after"));
    }

    [Fact]
    public void Masks_the_key_wherever_it_stands()
    {
        using ApiCredential credential = ApiCredential.Create(Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret));

        Assert.Equal("*** x***", credential.Mask($"{Samples.ApiKey} x{Samples.ApiKey}"));
    }

    [Theory]
    [InlineData("a.b", "********")]
    [InlineData("12345678901", "********")]
    [InlineData("123456789012", "********9012")]
    public void Shows_the_end_of_a_key_that_is_long_enough(string key, string masked)
    {
        using ApiCredential credential = ApiCredential.Create(Samples.Secure(key), Samples.Secure(Samples.ApiSecret));

        Assert.Equal(masked, credential.MaskedKey());
    }
}
