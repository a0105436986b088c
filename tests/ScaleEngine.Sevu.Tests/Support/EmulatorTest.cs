using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A test with a PowerShell session of its own that is connected to the class's emulator.</summary>
public abstract class EmulatorTest : IClassFixture<EmulatorFixture>, IDisposable
{
    private protected EmulatorTest(EmulatorFixture fixture)
    {
        Emulator = fixture.Emulator;
        Engine = Engine.ConnectedTo(Emulator.Endpoint);
    }

    /// <summary>Longer than anything takes that is not stuck.</summary>
    private protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    private protected SevuEmulator Emulator { get; }

    private protected Engine Engine { get; }

    /// <param name="text">What stands in them: a ticket's key, a command, …</param>
    private protected ReceivedRequest[] RequestsFor(string text) => [.. Emulator.Requests.Where(request => request.Json!.Contains(text))];

    /// <summary>Waits until there is one.</summary>
    /// <inheritdoc cref="RequestsFor"/>
    private protected async Task RequestForAsync(string text)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (RequestsFor(text).Length == 0)
        {
            Assert.True(waited.Elapsed < Patience);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public virtual void Dispose()
    {
        Engine.Dispose();
        GC.SuppressFinalize(this);
    }
}
