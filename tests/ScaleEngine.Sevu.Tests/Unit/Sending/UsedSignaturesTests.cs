using ScaleEngine.Sevu.Sending;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

public class UsedSignaturesTests
{
    [Fact]
    public void A_signature_can_be_used_once()
    {
        UsedSignatures signatures = new();

        Assert.True(signatures.TryReserve("a"));
        Assert.True(signatures.TryReserve("b"));
        Assert.False(signatures.TryReserve("a"));
    }
}
