using System;
using System.Security.Cryptography.X509Certificates;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>The emulator's endpoint and clock.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 for any free port.</summary>
    public int Port { get; init; }

    /// <summary>The certificate for HTTPS; null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The service's clock, for the check of timestamps, the <c>Date</c> header and the log.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
