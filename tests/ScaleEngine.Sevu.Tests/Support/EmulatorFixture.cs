using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>One emulator for all tests of a class.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    public SevuEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await SevuEmulator.StartAsync();

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}
