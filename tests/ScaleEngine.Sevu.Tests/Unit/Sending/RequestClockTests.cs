using System;
using ScaleEngine.Sevu.Sending;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

public class RequestClockTests
{
    [Fact]
    public void A_signature_is_used_once()
    {
        RequestClock clock = new();

        Assert.True(clock.TryReserve("a"));
        Assert.True(clock.TryReserve("b"));
        Assert.False(clock.TryReserve("a"));
    }

    // A request signed before the correction may be reserved after it, and must not make later requests wait.
    [Fact]
    public void A_correction_does_not_delay_requests()
    {
        RequestClock clock = new();

        Assert.True(clock.Correct(TimeSpan.Zero, ahead: TimeSpan.FromHours(1)));

        Assert.True(clock.TryReserve("signed an hour ahead"));
        Assert.True(clock.TryReserve("signed with the correction"));
        Assert.False(clock.Correct(TimeSpan.Zero, ahead: TimeSpan.FromHours(1)));
    }
}
