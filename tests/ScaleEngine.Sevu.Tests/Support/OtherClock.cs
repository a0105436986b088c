using System;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The clock of a service that is ahead of this machine's.</summary>
internal sealed class OtherClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + ahead;
}
