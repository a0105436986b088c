using System;
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

    private protected SevuEmulator Emulator { get; }

    private protected Engine Engine { get; }

    public void Dispose()
    {
        Engine.Dispose();
        GC.SuppressFinalize(this);
    }
}
