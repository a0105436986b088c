using System;
using System.Collections.Generic;
using System.Net.Sockets;
using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Sending;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

public sealed class ReachabilityTests : IMessages
{
    private static readonly SevuException Refused = SevuNetworkException.From(
        new SocketException((int)SocketError.ConnectionRefused), SevuConnection.DefaultEndpoint, proxy: null, requestSent: false, text => text);

    private readonly Reachability _reachability = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void A_request_that_gets_through_ends_the_failures()
    {
        _reachability.Report(Refused);
        SevuException first = Assert.Throws<SevuNetworkException>(() => Enter());
        SevuException second = Assert.Throws<SevuNetworkException>(() => Enter());

        _reachability.Report(failure: null);
        Assert.True(Enter());

        Assert.Equal((Refused.Message, Refused.Message), (first.Message, second.Message));
        Assert.NotSame(first, second);
        Assert.Single(_warnings);
    }

    [Fact]
    public void A_failure_of_the_service_ends_them_too()
    {
        _reachability.Report(Refused);

        _reachability.Report(new SevuTimeoutException(TimeSpan.FromSeconds(1)));

        Assert.True(Enter());
    }

    [Fact]
    public void An_invalid_key_says_nothing_about_the_service()
    {
        _reachability.Report(Refused);

        _reachability.Report(SevuInputException.EmptyKey());

        Assert.Throws<SevuNetworkException>(() => Enter());
    }

    [Fact]
    public void After_the_interval_one_request_finds_out()
    {
        _reachability.Report(Refused);

        // No time has passed for the others.
        Assert.False(_reachability.Enter(TimeSpan.Zero, this));
        Assert.Throws<SevuNetworkException>(() => Enter());
        Assert.Throws<SevuNetworkException>(() => Enter());
    }

    private bool Enter() => _reachability.Enter(TimeSpan.FromHours(1), this);

    void IMessages.Debug(Func<string> text) => Assert.Fail(text());

    void IMessages.Verbose(Func<string> text) => Assert.Fail(text());

    void IMessages.Warning(string text) => _warnings.Add(text);

    void IMessages.Waiting(Waiting? status) => Assert.Fail($"{status}");
}
