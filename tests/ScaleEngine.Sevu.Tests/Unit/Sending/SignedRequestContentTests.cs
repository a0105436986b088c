using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Signing;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

public class SignedRequestContentTests
{
    [Fact]
    public async Task The_content_can_be_sent_only_once()
    {
        using PinnedBuffer json = new(16);
        json.Append("{\"a\":1}");
        using SignedRequestContent content = new(json);
        using MemoryStream sent = new();
        Assert.False(content.HasStarted);

        await CopyAsync(content, sent);

        Assert.True(content.HasStarted);
        Assert.Equal("json=%7B%22a%22%3A1%7D", Encoding.ASCII.GetString(sent.ToArray()));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CopyAsync(content, sent));
    }

    // .NET Framework has no overload with a cancellation token.
#pragma warning disable xUnit1051
    private static Task CopyAsync(SignedRequestContent content, MemoryStream target) => content.CopyToAsync(target);
}
