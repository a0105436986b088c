using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Errors;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Service;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

/// <summary>Tests the client over a real socket, on every framework that the module supports.</summary>
public sealed class RequestSenderTests : IClassFixture<EmulatorProcess>, IDisposable
{
    private readonly EmulatorProcess _emulator;
    private readonly SevuConnection _connection;

    public RequestSenderTests(EmulatorProcess emulator)
    {
        _emulator = emulator;
        _connection = Samples.Connection(endpoint: emulator.Endpoint);
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("emulator.attempts.1", 1)]
    [InlineData("emulator.attempts.20000", 20_000)]
    [InlineData("never/used é动🎬 \u0001\u007f", 0)]
    public void Reads_the_response_to_a_request_with_a_valid_signature(string key, int count)
    {
        List<TicketAttempt> attempts = Read(key);

        Assert.Equal(count, attempts.Count);
        Assert.All(attempts, attempt => Assert.Equal(key, attempt.Key));
        Assert.All(attempts, attempt => Assert.Equal(attempt.Reason == "Success", attempt.Success));
        Assert.All(attempts, attempt => Assert.Equal(DateTimeKind.Local, attempt.DateTime!.Value.Kind));
    }

    [Fact]
    public void Reads_a_ticket()
    {
        Ticket ticket = Service().GetTicket("mystream.53ffc996dd39d5.39102367");

        Assert.Equal("mystream.53ffc996dd39d5.39102367", ticket.Key);
        Assert.NotEqual("", Samples.Plain(ticket.Password));
    }

    [Fact]
    public void The_error_of_a_truncated_response_gives_the_number_of_attempts()
        => Assert.Contains("3", Assert.Throws<SevuIncompleteException>(() => Read("emulator.cut.3")).Message);

    // Mono decompresses only after enough data has arrived, so there it has read no attempt yet.
    [Fact]
    public void A_stalled_response_is_a_timeout()
    {
        using SevuConnection impatient = Samples.Connection(endpoint: _emulator.Endpoint, timeout: TimeSpan.FromSeconds(2));

        SevuException failure = Assert.ThrowsAny<SevuException>(() => Read("emulator.stall.3", impatient));

        Assert.IsType<SevuTimeoutException>(failure as SevuTimeoutException ?? failure.InnerException);
    }

    [Fact]
    public void Reports_a_wrong_secret()
    {
        using SevuConnection wrong = Samples.Connection("0123456789", _emulator.Endpoint);

        Assert.Equal(ServiceCodeKind.Authentication, Assert.Throws<SevuServiceException>(() => Read("x", wrong)).Code.Kind);
    }

    [Fact]
    public void Reports_a_refused_connection()
    {
        using SevuConnection unreachable = Samples.Connection(endpoint: new Uri("http://127.0.0.1:1/stable/"));

        Assert.Throws<SevuNetworkException>(() => Read("x", unreachable));
    }

    [Fact]
    public void Cancellation_ends_a_request()
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(300));
        using SevuConnection unlimited = Samples.Connection(endpoint: _emulator.Endpoint, timeout: Timeout.InfiniteTimeSpan);

        Assert.ThrowsAny<OperationCanceledException>(() => Read("emulator.stall.0", unlimited, cancellation));
    }

    private List<TicketAttempt> Read(string key, SevuConnection? connection = null, CancellationTokenSource? cancellation = null)
    {
        using AttemptLog log = Service(connection, cancellation).OpenAttempts(key, new AttemptFilter(start: null, end: null));
        List<TicketAttempt> attempts = [];
        while (log.Read() is TicketAttempt attempt)
        {
            attempts.Add(attempt);
        }

        return attempts;
    }

    private SevuService Service(SevuConnection? connection = null, CancellationTokenSource? cancellation = null)
        => new(
            connection ?? _connection, new RetrySettings(MaximumCount: 0, Samples.RetryInterval), new NoMessages(), new RunState(),
            cancellation?.Token ?? default);

    private sealed class NoMessages : IMessages
    {
        public void Debug(Func<string> text) => Trace.WriteLine(text());

        public void Verbose(Func<string> text) => Trace.WriteLine(text());

        public void Warning(string text) => Trace.WriteLine(text);

        public void Waiting(Waiting? status) => Trace.WriteLine(status);
    }
}
