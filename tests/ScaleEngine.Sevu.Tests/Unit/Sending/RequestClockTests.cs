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

        Assert.True(clock.Claim("a"));
        Assert.True(clock.Claim("b"));
        Assert.False(clock.Claim("a"));
    }

    // What was signed before the correction may be claimed after it: nothing may wait for the clock that was wrong.
    [Fact]
    public void A_correction_holds_nobody_up()
    {
        RequestClock clock = new();

        Assert.True(clock.Correct(TimeSpan.Zero, ahead: TimeSpan.FromHours(1)));

        Assert.True(clock.Claim("signed an hour ahead"));
        Assert.True(clock.Claim("signed with the correction"));
        Assert.False(clock.Correct(TimeSpan.Zero, ahead: TimeSpan.FromHours(1)));
    }
}
