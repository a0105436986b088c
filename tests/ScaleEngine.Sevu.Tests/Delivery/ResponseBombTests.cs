using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Delivery;

/// <summary>Responses that are far larger than any log, or have no end: reading them ends, with the right output or error, and the process takes
/// not much more memory than for a small response.</summary>
[Trait("Category", Endurance.Category)]
public sealed class ResponseBombTests(ResponseBombTests.SmallResponse small) : IClassFixture<ResponseBombTests.SmallResponse>
{
    private const int MB = 1024 * 1024;

    /// <summary>What a response that is read as a stream may take: the buffer of one value, which grows to 16 MB by doubling, and garbage.</summary>
    private const int StreamMemory = 100;

    private const string Attempts = "Get-SevuTicketAttempt k";
    private const string Ticket = "Get-SevuTicket k";
    private const string Command = "Invoke-SevuCommand usage.all";
    private const string OneAttempt = """{"key":"k","datetime":"2026-01-02 03:04:05","ip":"203.0.113.7","success":1,"reason":"Success"}""";
    private const string Headers = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

    /// <summary>More than ten times the usual duration.</summary>
    private static readonly TimeSpan Timeout = Endurance.IsFull ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["POWERSHELL_UPDATECHECK"] = "Off",
        // A module that keeps everything fails, instead of taking the memory of the machine.
        ["DOTNET_GCHeapHardLimit"] = "80000000",
    };

    private static readonly string LongAttempt = OneAttempt.Replace("{", "{\"pageurl\":\"" + new string('x', 4000) + "\",", StringComparison.Ordinal);

    private static long Gigabytes => Endurance.Size(200, 10 * 1024) * (long)MB;

    [Theory]
    [InlineData(Attempts, "", """{"code":2100}""", "0")]
    [InlineData(Attempts, """{"code":2101,"attempts":[""", OneAttempt + "]}", "1")]
    [InlineData(Attempts, """{"code":2101,"attempts":[""" + OneAttempt + "]}", "", "1")]
    [InlineData(Attempts, """{"code":2101,"attempts":[{"key":""", "\"k\"}]}", "0 Sevu.ResponseTooLarge")]
    [InlineData(Ticket, """{"status":"success",""", "\"key\":\"k\"}", "0 Sevu.ResponseTooLarge")]
    [InlineData(Command, """{"code":2100}""", "", "0 Sevu.ResponseTooLarge")]
    public Task Spaces_under_gzip(string command, string before, string after, string end)
        => AssertEndAsync(
            $"spaces under gzip, {(before.Length == 0 ? "before" : after.Length == 0 ? "after" : "inside")} JSON{(before.EndsWith(':') ? ", in an attempt" : "")}",
            command, end, GzipAsync(before, " ", after, Gigabytes), Gigabytes);

    [Theory]
    [InlineData(Attempts, null)]
    [InlineData(Attempts + " -Rejected", "0")]
    [InlineData(Attempts + " | Select-Object -First 3", "3")]
    [InlineData(Attempts + " | Measure-SevuTicketAttempt", "1")]
    public Task Attempts_under_gzip(string command, string? end)
    {
        (byte[] member, long repeats) = Member(LongAttempt + ",", Gigabytes);
        long count = 1 + (repeats * (member.Length / (LongAttempt.Length + 1)));
        return AssertEndAsync(
            "attempts under gzip", command, end ?? count.ToString(CultureInfo.InvariantCulture),
            GzipAsync("""{"code":2101,"attempts":[""", LongAttempt + ",", OneAttempt + "]}", Gigabytes), Gigabytes);
    }

    [Theory]
    [InlineData(Attempts, """{"code":2101,"attempts":[{"pageurl":""", "}]}")]
    [InlineData(Attempts, """{"code":2101,"message":""", "}")]
    [InlineData(Attempts, """{"code":2101,"unknown":""", "}")]
    [InlineData(Ticket, """{"status":"success","video":""", "}")]
    [InlineData(Command, """{"status":"success","a":""", "}")]
    public Task Text_of_100_MB_in_one_field(string command, string before, string after)
        => AssertEndAsync(
            "one text, in " + before.Split('"')[^2], command, "0 Sevu.ResponseTooLarge", GzipAsync(before + "\"", "x", "\"" + after, 100 * MB), 100 * MB);

    [Theory]
    [InlineData(Attempts, """{"code":2101,"attempts":[{""", "\"key\":\"k\"}]}", "1", StreamMemory)]
    [InlineData(Attempts, """{"code":2100,""", "\"status\":\"success\"}", "0", StreamMemory)]
    [InlineData(Ticket, """{"status":"success",""", "\"key\":\"k\"}", "1", StreamMemory)]
    // Which PowerShell keeps as objects.
    [InlineData(Command, """{"status":"success",""", "\"key\":\"k\"}", "1", 1000)]
    public Task Very_many_fields_in_one_object(string command, string before, string after, string end, int megabytes)
    {
        int count = Endurance.Size(100_000, 1_000_000);
        StringBuilder fields = new(before);
        for (int i = 0; i < count; i++)
        {
            fields.Append(CultureInfo.InvariantCulture, $"\"f{i}\":1,");
        }

        byte[] body = RawServer.Gzip(fields.Append(after).ToString());
        return AssertEndAsync(
            $"{count:N0} fields in one object", command, end, (stream, cancellation) => RawServer.WriteAsync(stream, RawServer.GzipHeaders, body, cancellation), fields.Length, megabytes);
    }

    [Theory]
    [InlineData(Attempts, """{"code":2101,"attempts":""", "[")]
    [InlineData(Attempts, """{"code":2101,"attempts":[{"x":""", "{\"0\":")]
    [InlineData(Ticket, """{"status":"success","ticket":""", "[")]
    [InlineData(Command, """{"status":"success","a":""", "[")]
    public Task A_million_nested_lists(string command, string before, string nested)
        => AssertEndAsync("a million nested values", command, "0 Sevu.NotJson", GzipAsync(before, nested, "", nested.Length * 1_000_000L), nested.Length * 1_000_000L);

    [Theory]
    [InlineData("a header", "HTTP/1.1 200 OK\r\nX: ", "xxxxxxxx", "Sevu.Network")]
    [InlineData("headers", "HTTP/1.1 200 OK\r\n", "X-Abcdefg: 12345678\r\n", "Sevu.Network")]
    [InlineData("a status line", "HTTP/1.1 200 ", "xxxxxxxx", "Sevu.Network")]
    [InlineData("a chunk extension", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=", "xxxxxxxx", "Sevu.Incomplete")]
    [InlineData("a chunk size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "00000000", "Sevu.Incomplete")]
    [InlineData("trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X-Abcdefg: 12345678\r\n", "Sevu.Incomplete")]
    [InlineData("an error's body", "HTTP/1.1 500 No\r\nConnection: close\r\n\r\n{\"a\":[", "1,1,1,1,", "Sevu.Http.500")]
    [InlineData("an error's spaces", "HTTP/1.1 404 No\r\nConnection: close\r\n\r\n", "        ", "Sevu.Http.404")]
    [InlineData("an error's text", "HTTP/1.1 503 No\r\nConnection: close\r\n\r\n{\"message\":\"", "xxxxxxxx", "Sevu.Http.503")]
    public async Task Without_end(string what, string before, string repeated, string error)
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, 64 * 1024 / repeated.Length)));
        long sent = 0;
        await AssertEndAsync(
            $"{what} without end",
            Attempts,
            "0 " + error,
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(before), cancellation);
                // Until the module closes the connection.
                while (true)
                {
                    await stream.WriteAsync(block, cancellation);
                    sent += block.Length;
                }
            });

        // Most of it is in the buffers of the network.
        Assert.InRange(sent, 0, 32 * MB);
    }

    private static Func<NetworkStream, CancellationToken, Task> GzipAsync(string before, string repeated, string after, long length)
    {
        (byte[] block, long repeats) = Member(repeated, length);
        byte[] start = RawServer.Gzip(before);
        byte[] member = RawServer.Gzip(Encoding.ASCII.GetString(block));
        byte[] end = RawServer.Gzip(after);
        return async (stream, cancellation) =>
        {
            await RawServer.WriteAsync(stream, RawServer.GzipHeaders, start, cancellation);
            for (long i = 0; i < repeats; i++)
            {
                await stream.WriteAsync(member, cancellation);
            }

            await stream.WriteAsync(end, cancellation);
        };
    }

    /// <summary>A gzip stream may consist of members: one of some megabytes is compressed once, and sent many times.</summary>
    private static (byte[] Block, long Repeats) Member(string repeated, long length)
    {
        int count = (int)Math.Min(length, 8 * MB) / repeated.Length;
        return (Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, count))), Math.Max(1, length / ((long)count * repeated.Length)));
    }

    /// <param name="what">What the table calls it.</param>
    /// <param name="command">What reads it.</param>
    /// <param name="end">The number of objects, and the id of the error.</param>
    /// <param name="respond">Writes the response.</param>
    /// <param name="length">Its length, in bytes; null if it has no end.</param>
    /// <param name="megabytes">How much more memory the process may take than for a small response.</param>
    private async Task AssertEndAsync(
        string what, string command, string end, Func<NetworkStream, CancellationToken, Task> respond, long? length = null, int megabytes = StreamMemory)
    {
        PowerShellResult result = await RunAsync(command, respond);
        long more = (result.PeakMemory - small.PeakMemory) / MB;
        Endurance.Record(
            $"{(length is null or < MB ? "" : $"{length / MB:N0} MB, ")}{what}: `{command.Replace("|", "\\|", StringComparison.Ordinal)}`",
            $"ends with {end}; peak memory {result.PeakMemory / MB} MB, {more:+0;-0;0} MB to a small response; {result.Elapsed.TotalSeconds:0} s");

        Assert.Equal(end, result.Output);
        Assert.InRange(more, -small.PeakMemory / MB, megabytes);
    }

    private static async Task<PowerShellResult> RunAsync(string command, Func<NetworkStream, CancellationToken, Task> respond)
    {
        await using RawServer server = new((_, stream, cancellation) => respond(stream, cancellation));
        Stopwatch elapsed = Stopwatch.StartNew();
        using ChildSession session = new("Count.ps1", [server.Endpoint.AbsoluteUri, Samples.ApiKey, Samples.ApiSecret, command], Environment);
        string output = string.Join('\n', await session.ReadToAsync("done", Timeout));
        return new PowerShellResult(output, session.PeakMemory, elapsed.Elapsed);
    }

    /// <summary>What became of a command.</summary>
    /// <param name="Output">The number of objects and the ids of errors.</param>
    /// <param name="PeakMemory">The most memory that the process had, in bytes.</param>
    /// <param name="Elapsed">From the start of the process.</param>
    private sealed record PowerShellResult(string Output, long PeakMemory, TimeSpan Elapsed);

    /// <summary>The memory of processes that read a small response.</summary>
    public sealed class SmallResponse : IAsyncLifetime
    {
        public long PeakMemory { get; private set; }

        public async ValueTask InitializeAsync()
        {
            foreach (string command in (string[])[Attempts, Command])
            {
                PowerShellResult result = await RunAsync(
                    command, (stream, cancellation) => RawServer.WriteAsync(stream, Headers, Encoding.ASCII.GetBytes($$"""{"code":2101,"attempts":[{{OneAttempt}}]}"""), cancellation));
                Assert.Equal("1", result.Output);
                PeakMemory = Math.Max(PeakMemory, result.PeakMemory);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
