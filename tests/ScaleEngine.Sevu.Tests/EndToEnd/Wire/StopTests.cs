using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

/// <summary>A stop, as with Ctrl+C, while a peer keeps a cmdlet waiting.</summary>
[Trait("Category", Endurance.Category)]
public sealed class StopTests(Sessions sessions, LongestStop longest) : WireTest(sessions), IClassFixture<LongestStop>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, Row> Rows = new[]
    {
        FaultTable.Heads, FaultTable.Lengths, FaultTable.Chunks, FaultTable.Bodies, FaultTable.Statuses, FaultTable.Encodings,
        FaultTable.Tunnels, FaultTable.Handshakes,
    }.SelectMany(rows => rows).Where(row => row.Hangs).ToDictionary(row => $"{row.Way}: {row.Name}");

    public static TheoryData<string> Faults { get; } = [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Stop(string fault)
    {
        Row row = Rows[fault];
        for (int i = 0; i < Endurance.Size(usual: 1, full: 20); i++)
        {
            await StopAsync(row, ReadAttempts);
            if (row.WholeId == row.Id)
            {
                await StopAsync(row, NewTicket);
            }
        }
    }

    private async Task StopAsync(Row row, string command)
    {
        await using RawServer server = new(row.Peer);
        Engine? running = null;
        Task<RunResult> run = RunAsync(row, server, command, Timeout.InfiniteTimeSpan, onStart: engine => running = engine);
        await server.Hanging.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        // What the peer has sent arrives.
        await Task.Delay(50, TestContext.Current.CancellationToken);

        Stopwatch watch = Stopwatch.StartNew();
        running!.Stop();
        RunResult result = await run.WaitAsync(Limit, TestContext.Current.CancellationToken);

        longest.Add(watch.Elapsed);
        Assert.True(result.Stopped);
        Assert.Empty(result.Errors);
    }
}
