using System;
using ScaleEngine.Sevu.Sending;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

public class RequestClockTests
{
    [Fact]
    public void A_signature_goes_out_once()
    {
        RequestClock clock = new();

        Assert.True(clock.TryReserve("a"));
        Assert.True(clock.TryReserve("b"));
        Assert.False(clock.TryReserve("a"));
    }

    // What was signed before the correction may be claimed after it: nothing may wait for the clock that was wrong.
    [Fact]
    public void A_correction_holds_nobody_up()
    {
        RequestClock clock = new();

        Assert.True(clock.Correct(TimeSpan.Zero, ahead: TimeSpan.FromHours(1)));

        Assert.True(clock.TryReserve("signed an hour ahead"));
        Assert.True(clock.TryReserve("signed with the correction"));
        Assert.False(clock.Correct(TimeSpan.Zero, ahead: TimeSpan.FromHours(1)));
    }
}
