using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Client;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Signing;

public class SignedRequestContentTests
{
    [Fact]
    public async Task Goes_out_once_and_never_again()
    {
        using PinnedBuffer json = new(16);
        json.Append("{\"a\":1}");
        using SignedRequestContent content = new(json);
        using MemoryStream sent = new();
        Assert.False(content.Sent);

        await content.CopyToAsync(sent, TestContext.Current.CancellationToken);

        Assert.True(content.Sent);
        Assert.Equal("json=%7B%22a%22%3A1%7D", Encoding.ASCII.GetString(sent.ToArray()));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => content.CopyToAsync(sent, TestContext.Current.CancellationToken));
    }
}
