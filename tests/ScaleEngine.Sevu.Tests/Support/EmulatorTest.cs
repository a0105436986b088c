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

/// <summary>The base class of tests that run in a separate PowerShell session, connected to the emulator of the class.</summary>
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

    /// <summary>The time after which a test counts as stuck.</summary>
    private protected static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(30);

    /// <summary>A timeout for requests that never get a response.</summary>
    private protected static TimeSpan ShortTimeout { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A timeout for responses that begin and then stall; long enough for a busy machine.</summary>
    private protected static TimeSpan LongerTimeout { get; } = TimeSpan.FromSeconds(3);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected SevuEmulator Emulator { get; }

    private protected EmulatedLog Log => Emulator.Log;

    private protected Engine Engine { get; }

    /// <summary>The requests of this test so far.</summary>
    private protected ReceivedRequest[] Sent => [.. Emulator.Requests.Skip(_requestsBefore)];

    /// <param name="text">A text in the request: a ticket's key, a command, …</param>
    private protected ReceivedRequest[] RequestsFor(string text) => [.. Sent.Where(request => request.Json!.Contains(text))];

    /// <summary>Waits for the first such request.</summary>
    /// <inheritdoc cref="RequestsFor"/>
    private protected Task WaitForRequestAsync(string text) => WaitUntilAsync(() => RequestsFor(text).Length > 0);

    /// <summary>Waits, but fails at the deadline.</summary>
    private protected static async Task WaitUntilAsync(Func<bool> isReached)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!isReached())
        {
            Assert.True(waited.Elapsed < Deadline);
            await Task.Delay(10, Cancellation);
        }
    }

    /// <returns>The key of a ticket with this response.</returns>
    private protected string KeyWithResponse(string body)
    {
        string key = $"response.{Guid.NewGuid():N}";
        Emulator.Respond(key, body);
        return key;
    }

    /// <summary>Starts another emulator with other options or its own list of requests.</summary>
    private protected static Task<SevuEmulator> StartEmulatorAsync(EmulatorOptions? options = null) => SevuEmulator.StartAsync(options, Cancellation);

    /// <summary>Another connection to the emulator of the class, disposed with the test.</summary>
    private protected SevuConnection Connect(TimeSpan? timeout = null, int maximumRetryCount = 0)
    {
        SevuConnection connection = Samples.Connection(endpoint: Emulator.Endpoint, timeout: timeout, maximumRetryCount: maximumRetryCount);
        _connections.Add(connection);
        return connection;
    }

    private protected Task<RunResult> RunInBackground(string script, params object?[] arguments)
        => Task.Run(() => Engine.Run(script, arguments), Cancellation);

    /// <summary>Stops what runs in the background, as Ctrl+C does.</summary>
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
