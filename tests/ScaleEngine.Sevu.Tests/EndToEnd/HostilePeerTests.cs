using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Peers that write what no service would.</summary>
public sealed class HostilePeerTests : IDisposable
{
    private static readonly byte[] GzipHeader = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    private static readonly byte[] EmptyBlock = [0, 0, 0, 0xff, 0xff];

    private readonly Engine _engine = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    // A gzip stream that is disposed while it decompresses corrupts the heap, and the process aborts.
    [Theory]
    [InlineData("Get-SevuTicketAttempt k")]
    [InlineData("Get-SevuTicket k")]
    [InlineData("Invoke-SevuCommand sevu.status -Parameter @{key='k'}")]
    public async Task Endless_compressed_nothing_is_damaged_data(string command)
    {
        await using RawServer server = new(WriteEndlessNothingAsync);
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        _engine.Using(connection).Run(command).AssertError("Sevu.InvalidEncoding");
    }

    [Fact]
    public async Task The_body_of_an_HTTP_error_that_drips_without_end_is_not_waited_for()
    {
        await using RawServer server = new(async (_, stream, cancellation) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 500 No\r\nContent-Length: 1000000\r\n\r\n", [], cancellation);
            while (!cancellation.IsCancellationRequested)
            {
                await stream.WriteAsync(" "u8.ToArray(), cancellation);
                await Task.Delay(100, cancellation);
            }
        });
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        RunResult result = await Task.Run(() => _engine.Using(connection).Run("Get-SevuTicket k"), Cancellation)
            .WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        result.AssertError("Sevu.Http.500");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"code\":2101,\"attempts\":[{\"ip\":\"203.0.113.7\"},")]
    public async Task A_time_out_in_compressed_data_that_stalls_disposes_of_nothing_in_use(string begin)
    {
        await using RawServer server = new((_, stream, cancellation) => WriteStalledAsync(stream, begin, cancellation));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint, timeout: TimeSpan.FromMilliseconds(200));

        for (int i = 0; i < 10; i++)
        {
            RunResult result = _engine.Using(connection).Run($"Get-SevuTicketAttempt k.{i}");

            Assert.Contains(Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0], (string[])["Sevu.Timeout", "Sevu.Incomplete"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"code\":2101,\"attempts\":[{\"ip\":\"203.0.113.7\"},")]
    public async Task A_stop_in_compressed_data_that_stalls_disposes_of_nothing_in_use(string begin)
    {
        await using RawServer server = new((_, stream, cancellation) => WriteStalledAsync(stream, begin, cancellation));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);
        _engine.Using(connection);

        for (int i = 1; i <= 5; i++)
        {
            Task<RunResult> run = Task.Run(() => _engine.Run($"Get-SevuTicketAttempt k.{i}"), Cancellation);
            while (server.Requests < i)
            {
                await Task.Delay(10, Cancellation);
            }

            await Task.Delay(50, Cancellation);
            _engine.Stop();
            Assert.True((await run.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).Stopped);
        }
    }

    [Theory]
    [InlineData("gzip", "{\"code\":2100}")]
    [InlineData("gzip", "\u001f\u008b garbage")]
    [InlineData("deflate", "{\"code\":2100}")]
    [InlineData("br", "{\"code\":2100}")]
    [InlineData("gzip, gzip", "{\"code\":2100}")]
    public async Task A_body_that_is_not_what_its_label_says_is_an_error_of_its_own_and_not_retried(string encoding, string body)
    {
        await using RawServer server = new(_ => $"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nConnection: close\r\n\r\n{body}");
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint, maximumRetryCount: 3);

        _engine.Using(connection).Run("Get-SevuTicketAttempt k").AssertError("Sevu.InvalidEncoding");

        Assert.Equal(1, server.Requests);
    }

    // .NET quotes each of these in its own error; bytes that are no chunk size, in hexadecimal.
    [Theory]
    [InlineData("7\r\n{\"a\":1,\r\n0\r\n{0}\r\n\r\n")]
    [InlineData("{0}\r\n")]
    [InlineData("5 x{0}\r\n")]
    [InlineData("5\r\n{\"a\":{0}\r\n")]
    public async Task A_body_in_broken_chunks_that_repeat_the_request_fails_for_its_ticket_and_shows_no_secret(string chunks)
    {
        await using RawServer server = new(request => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            + chunks.Replace("{0}", Uri.UnescapeDataString(request.Split("\r\n\r\n")[1]).Replace(':', '~'), StringComparison.Ordinal));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        RunResult result = _engine.Using(connection).Run(
            "'a', 'b' | Get-SevuTicketAttempt; New-SevuTicket v a -Password $args[0]", Samples.Secure("hidden-word-777"));

        Assert.Equal(
            ["Sevu.Incomplete", "Sevu.Incomplete", "Sevu.TicketMayExist"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        foreach (string secret in (string[])[Samples.ApiKey, "hidden-word-777"])
        {
            Assert.DoesNotContain(secret, result.AllText(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(
                BitConverter.ToString(Encoding.ASCII.GetBytes(secret[..4])), result.AllText(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task An_encoding_that_is_the_API_key_does_not_get_out()
    {
        await using RawServer server = new(_ => $"HTTP/1.1 200 OK\r\nContent-Encoding: {Samples.ApiKey}\r\nConnection: close\r\n\r\n");
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        RunResult result = _engine.Using(connection).Run("Get-SevuTicketAttempt k");

        result.AssertError("Sevu.InvalidEncoding");
        Assert.DoesNotContain(Samples.ApiKey, result.AllText(), StringComparison.OrdinalIgnoreCase);
    }

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
    [InlineData("HTTP/1.1 500 {0}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: \u001b[31m\u0001{0}\r\n\r\n")]
    [InlineData("{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{0}\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{{{0}\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: {0}\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: {0}\r\nConnection: close\r\n\r\nx")]
    [InlineData("HTTP/1.1 307 Moved\r\nLocation: http://user:hidden-word@x/{0}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":2100}}{0}")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":6,\"message\":[\"{0}\"]}}")]
    public async Task A_request_that_the_peer_repeats_in_odd_places_does_not_get_out(string response)
    {
        string? sent = null;
        await using RawServer server = new(request =>
        {
            sent = request;
            string body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            return string.Format(System.Globalization.CultureInfo.InvariantCulture, response, body);
        });
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);
        RunResult result = _engine.Using(connection).Run(
            "$DebugPreference = 'Continue'; New-SevuTicket v a -Password $args[0] -Verbose; Get-SevuTicketAttempt k -Verbose",
            Samples.Secure("hidden-word"));

        Assert.True(result.Errors.Count + result.Warnings.Count > 0);
        string text = result.AllText() + string.Join("", result.Errors.SelectMany(error => ExceptionTexts(error.Exception)));
        Assert.DoesNotContain(Samples.ApiKey, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hidden-word", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(SignatureIn(sent!), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(text.Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), char.IsControl);
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
    public async Task The_body_of_an_HTTP_error_is_not_read_without_end()
    {
        await using RawServer server = new(async (_, stream, cancellation) =>
        {
            await stream.WriteAsync("HTTP/1.1 503 Busy\r\nConnection: close\r\n\r\n{\"a\":["u8.ToArray(), cancellation);
            while (true)
            {
                await stream.WriteAsync("1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"u8.ToArray(), cancellation);
            }
        });
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        _engine.Using(connection).Run("Get-SevuTicketAttempt k").AssertError("Sevu.Http.503");
    }

    [Fact]
    public async Task A_long_value_in_a_warning_is_cut()
    {
        await using RawServer server = new(_ => Json($$"""{"code":2101,"attempts":[{"datetime":"{{new string('y', 1_000_000)}}"}]}"""));
        using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);

        Assert.InRange(Assert.Single(_engine.Using(connection).Run("Get-SevuTicketAttempt k").AssertNoErrors().Warnings).Length, 1000, 1300);
    }

    private static async Task WriteEndlessNothingAsync(string request, NetworkStream stream, CancellationToken cancellation)
    {
        await RawServer.WriteAsync(stream, RawServer.GzipHeaders, GzipHeader, cancellation);
        byte[] blocks = [.. Enumerable.Repeat(EmptyBlock, 1000).SelectMany(block => block)];
        while (true)
        {
            await stream.WriteAsync(blocks, cancellation);
        }
    }

    private static async Task WriteStalledAsync(NetworkStream stream, string begin, CancellationToken cancellation)
    {
        using MemoryStream compressed = new();
        await using GZipStream gzip = new(compressed, CompressionLevel.Fastest);
        await gzip.WriteAsync(Encoding.UTF8.GetBytes(begin), cancellation);
        await gzip.FlushAsync(cancellation);
        await RawServer.WriteAsync(stream, RawServer.GzipHeaders, begin.Length == 0 ? GzipHeader : compressed.ToArray(), cancellation);
        await stream.CopyToAsync(Stream.Null, cancellation);
    }

    private static string Json(string body, string headers = "")
        => $"HTTP/1.1 200 OK\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    private static string SignatureIn(string request)
    {
        string json = Uri.UnescapeDataString(request[(request.IndexOf("json=", StringComparison.Ordinal) + 5)..]);
        return System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("signature").GetString()!;
    }

    private static System.Collections.Generic.IEnumerable<string> ExceptionTexts(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure.ToString();
            yield return failure.Message;
        }
    }
}
