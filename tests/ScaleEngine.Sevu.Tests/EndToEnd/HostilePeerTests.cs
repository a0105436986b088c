using System;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Peers that write what no service would.</summary>
public sealed class HostilePeerTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Damaged_compressed_data_after_some_attempts_is_not_called_sound()
    {
        byte[] body = RawServer.Gzip($$"""{"code":2101,"attempts":[{{string.Join(",", Enumerable.Range(0, 9999).Select(i => $$"""{"ip":"{{Guid.NewGuid()}}"}"""))}}]}""");
        body.AsSpan(body.Length / 2, 100).Fill(0xff);
        await using RawServer server = new((_, stream, cancellation) => RawServer.WriteAsync(stream, RawServer.GzipHeaders, body, cancellation));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        RunResult result = _engine.Using(connection).Run("Get-SevuTicketAttempt k");

        Assert.NotEmpty(result.Output);
        Assert.Contains(Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0], (string[])["Sevu.InvalidEncoding", "Sevu.Incomplete"]);
    }

    [Theory]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("Mon, 05 Jan 2015 00:00:00 GMT")]
    public async Task A_date_that_is_years_away_is_not_taken_over(string date)
    {
        await using RawServer server = new(request => Json(request.Contains("good", StringComparison.Ordinal)
            ? """{"code":2100}"""
            : """{"code":2}""", $"Date: {date}\r\n"));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        ErrorRecord error = _engine.Using(connection).Run("Get-SevuTicketAttempt bad").AssertError("Sevu.0002");
        Assert.Contains("3 days", error.ErrorDetails.Message);
        Assert.Contains(" s ", error.ErrorDetails.Message);
        _engine.Run("Get-SevuTicketAttempt good").AssertNoErrors();
        Assert.False(_engine.Run("Test-SevuConnection").Single<ConnectionTest>().Success);
    }

    [Fact]
    public async Task A_long_value_in_a_warning_is_cut()
    {
        await using RawServer server = new(_ => Json($$"""{"code":2101,"attempts":[{"datetime":"{{new string('y', 1_000_000)}}"}]}"""));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        Assert.InRange(Assert.Single(_engine.Using(connection).Run("Get-SevuTicketAttempt k").AssertNoErrors().Warnings).Length, 1000, 1300);
    }

    private static string Json(string body, string headers = "")
        => $"HTTP/1.1 200 OK\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";
}
