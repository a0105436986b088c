using System;
using ScaleEngine.Sevu.Errors;
using ScaleEngine.Sevu.Sending;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

public class RequestClockTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Only_the_first_of_several_rejected_requests_corrects_the_clock()
    {
        RequestClock clock = new();

        Assert.True(clock.TryCorrect(TimeSpan.Zero, Rejection("0002", Hour), out TimeSpan? first));
        Assert.True(clock.TryCorrect(TimeSpan.Zero, Rejection("0002", Hour), out TimeSpan? second));

        Assert.Equal((Hour, null), (first, second));
        Assert.Equal(-Hour, clock.Correction);
    }

    [Theory]
    [InlineData("0003", 3600.0)]
    [InlineData("0002", 1.9)]
    [InlineData("0002", -1.9)]
    [InlineData("0002", null)]
    public void Nothing_but_a_known_clock_skew_is_corrected(string code, double? secondsAhead)
    {
        RequestClock clock = new();

        Assert.False(clock.TryCorrect(
            TimeSpan.Zero, Rejection(code, secondsAhead is double seconds ? TimeSpan.FromSeconds(seconds) : null), out _));
        Assert.Equal(TimeSpan.Zero, clock.Correction);
    }

    private static SevuServiceException Rejection(string code, TimeSpan? ahead)
        => new(ServiceCode.Parse(code), serviceMessage: null, ahead);
}
