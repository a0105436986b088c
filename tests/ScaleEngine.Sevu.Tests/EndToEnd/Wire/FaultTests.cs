using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

public sealed class HeadFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Heads);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Head(string fault) => RunAsync(FaultTable.Heads, fault);
}

public sealed class LengthFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Lengths);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Length(string fault) => RunAsync(FaultTable.Lengths, fault);
}

public sealed class ChunkFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Chunks);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Chunk(string fault) => RunAsync(FaultTable.Chunks, fault);
}

public sealed class BodyFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Bodies);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Body(string fault) => RunAsync(FaultTable.Bodies, fault);
}

public sealed class StatusFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Statuses);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Status(string fault) => RunAsync(FaultTable.Statuses, fault);
}

public sealed class EncodingFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Encodings);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Encoding(string fault) => RunAsync(FaultTable.Encodings, fault);
}

public sealed class ReuseFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Reuse);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Reuse(string fault) => RunAsync(FaultTable.Reuse, fault);
}

public sealed class TunnelFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Tunnels);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Tunnel(string fault) => RunAsync(FaultTable.Tunnels, fault);
}

public sealed class HandshakeFaultTests(Sessions sessions) : WireTest(sessions)
{
    public static TheoryData<string> Faults { get; } = Names(FaultTable.Handshakes);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Handshake(string fault) => RunAsync(FaultTable.Handshakes, fault);
}
