using System;
using System.Linq;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Responses of many megabytes.</summary>
[Collection(nameof(WholeProcess))]
public sealed class ResponseLimitTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("{\"a\":[{0}]}", "1,")]
    [InlineData("{\"a\":\"{0}\"}", "x")]
    [InlineData("{\"a\":1}{0}", " ")]
    public async Task A_whole_response_has_a_limit(string frame, string filler)
    {
        string[] parts = frame.Split("{0}");
        string body = parts[0] + string.Concat(Enumerable.Repeat(filler, (17 * 1024 * 1024) / filler.Length)) + (filler == "1," ? "1" : "") + parts[1];
        byte[] compressed = RawServer.Gzip(body);
        await using RawServer server = new((_, stream, cancellation) => RawServer.WriteAsync(stream, RawServer.GzipHeaders, compressed, cancellation));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        _engine.Using(connection).Run("Invoke-SevuCommand usage.all").AssertError("Sevu.ResponseTooLarge");
    }
}
