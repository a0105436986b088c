using System;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>How the emulator listens and what time it thinks it is.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Speaks HTTPS with a throw-away certificate, which a client must refuse.</summary>
    public bool UseHttps { get; init; }

    /// <summary>The service's clock: for the timestamps it accepts, its <c>Date</c> header and its log.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
