using System;
using System.Security.Cryptography.X509Certificates;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>How the emulator listens and what time it thinks it is.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Speaks HTTPS with this certificate; null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The service's clock: for the timestamps it accepts, its <c>Date</c> header and its log.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
