using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Emulator.Requests;
using ScaleEngine.Sevu.Emulator.Tickets;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A test with a PowerShell session of its own that is connected to the class's emulator.</summary>
public abstract class EmulatorTest : IClassFixture<EmulatorFixture>, IDisposable
{
    private readonly List<SevuConnection> _connections = [];
    private readonly int _requestsBefore;

    private protected EmulatorTest(EmulatorFixture fixture)
    {
        Emulator = fixture.Emulator;
        Engine = Engine.ConnectedTo(Emulator.Endpoint);
        _requestsBefore = Emulator.Requests.Count;
    }

    /// <summary>Longer than anything takes that is not stuck.</summary>
    private protected static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(30);

    /// <summary>A time-out for what never answers.</summary>
    private protected static TimeSpan ShortTimeout { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A time-out for what answers at first, also on a machine that is busy.</summary>
    private protected static TimeSpan LongerTimeout { get; } = TimeSpan.FromSeconds(3);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected SevuEmulator Emulator { get; }

    private protected EmulatedLog Log => Emulator.Log;

    private protected Engine Engine { get; }

    /// <summary>The requests of this test so far.</summary>
    private protected ReceivedRequest[] Sent => [.. Emulator.Requests.Skip(_requestsBefore)];

    /// <param name="text">What stands in them: a ticket's key, a command, …</param>
    private protected ReceivedRequest[] RequestsFor(string text) => [.. Sent.Where(request => request.Json!.Contains(text))];

    /// <summary>Waits until there is one.</summary>
    /// <inheritdoc cref="RequestsFor"/>
    private protected async Task RequestForAsync(string text)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (RequestsFor(text).Length == 0)
        {
            Assert.True(waited.Elapsed < Deadline);
            await Task.Delay(10, Cancellation);
        }
    }

    /// <returns>The key of a ticket that is answered with this body, whatever it is.</returns>
    private protected string KeyAnsweredWith(string body)
    {
        string key = $"answer.{Guid.NewGuid():N}";
        Emulator.Answer(key, body);
        return key;
    }

    /// <summary>Another emulator, where the class's does not do.</summary>
    private protected static Task<SevuEmulator> StartEmulatorAsync(EmulatorOptions? options = null) => SevuEmulator.StartAsync(options, Cancellation);

    /// <summary>Another connection to the class's emulator, which ends with the test.</summary>
    private protected SevuConnection Connect(TimeSpan? timeout = null, int maximumRetryCount = 0)
    {
        SevuConnection connection = Samples.Connection(endpoint: Emulator.Endpoint, timeout: timeout, maximumRetryCount: maximumRetryCount);
        _connections.Add(connection);
        return connection;
    }

    private protected Task<RunResult> RunInBackground(string script, params object?[] arguments)
        => Task.Run(() => Engine.Run(script, arguments), Cancellation);

    /// <summary>Ctrl+C on what runs in the background.</summary>
    private protected async Task AssertStopsAtOnceAsync(Task<RunResult> run)
    {
        Engine.Stop();

        Assert.True((await run.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).Stopped);
    }

    public void Dispose()
    {
        Engine.Dispose();
        _connections.ForEach(connection => connection.Dispose());
        GC.SuppressFinalize(this);
    }
}
