using ScaleEngine.Sevu.Signing;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Signing;

public class ApiCredentialTests
{
    [Theory]
    [InlineData("a.b", "********")]
    [InlineData("12345678901", "********")]
    [InlineData("123456789012", "********9012")]
    public void Shows_the_last_four_characters_of_a_long_key(string key, string masked)
    {
        using ApiCredential credential = ApiCredential.Create(Samples.CdnId, Samples.Secure(key), Samples.Secure(Samples.ApiSecret));

        Assert.Equal(masked, credential.MaskedKey());
    }
}
