using System;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A clock with a constant difference from this machine's clock.</summary>
internal sealed class SkewedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + ahead;
}
