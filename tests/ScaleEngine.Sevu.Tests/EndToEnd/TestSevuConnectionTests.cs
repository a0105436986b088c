using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class TestSevuConnectionTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    /// <summary>The ticket key that the cmdlet requests.</summary>
    private const string Ticket = "Test-SevuConnection";

    [Fact]
    public void Reports_every_step_with_one_request()
    {
        ConnectionTest test = Engine.Run("Test-SevuConnection").Single<ConnectionTest>();

        Assert.Equal((true, true, true, true, true),
            (test.Success, test.NameResolved!.Value, test.Connected!.Value, test.Answered!.Value, test.CredentialAccepted!.Value));
        Assert.Equal(Emulator.Endpoint, test.Endpoint);
        Assert.Equal("127.0.0.1", Assert.Single(test.IPAddress!));
        Assert.Null(test.Proxy);
        Assert.Null(test.TlsVersion);
        Assert.NotNull(test.RoundTripTime);
        Assert.NotNull(test.ClockDifference);
        Assert.Equal((null, null, null), (test.FailedStep, test.Message, test.RecommendedAction));
        Assert.Contains("\"command\":\"sevu.errorlog\"", Assert.Single(Sent).Json);
    }

    [Fact]
    public void Quiet_outputs_a_boolean()
    {
        using SevuConnection wrong = Samples.Connection("wrong", Emulator.Endpoint);

        Assert.True(Engine.Run("Test-SevuConnection -Quiet").Single<bool>());
        Assert.False(Engine.Run("Test-SevuConnection -Quiet -Connection $args[0]", wrong).Single<bool>());
    }

    [Fact]
    public void Without_a_connection_the_error_is_NotConnected()
    {
        using Engine unconnected = new();

        RunResult result = unconnected.Run("Test-SevuConnection -Quiet");

        result.AssertError("Sevu.NotConnected");
        Assert.NotNull(result.Terminated);
    }

    [Fact]
    public void Stops_at_a_name_that_does_not_resolve()
    {
        ConnectionTest test = Failed(new("https://sevu.invalid/stable/"), nameof(test.NameResolved));

        Assert.Equal((false, null, null), (test.NameResolved, test.Connected, test.Answered));
    }

    [Fact]
    public void Stops_at_a_refused_connection()
    {
        ConnectionTest test = Failed(Loopback.UnusedEndpoint(), nameof(test.Connected));

        Assert.Equal((true, false, null), (test.NameResolved, test.Connected, test.Answered));
    }

    [Fact]
    public async Task Stops_at_an_untrusted_certificate_and_sends_nothing()
    {
        await using SevuEmulator untrusted = await StartEmulatorAsync(new() { Certificate = UntrustedCertificate.Create() });

        ConnectionTest test = Failed(untrusted.Endpoint, nameof(test.TlsVersion));

        Assert.Equal((true, true, null, null), (test.NameResolved, test.Connected, test.TlsVersion, test.Answered));
        Assert.Empty(untrusted.Requests);
    }

    [Fact]
    public void Stops_at_a_server_that_accepts_the_connection_and_sends_nothing()
    {
        using TcpListener silent = Loopback.Listen();

        Assert.Contains("-TimeoutSec", Failed(silent.Endpoint(), nameof(ConnectionTest.Answered), ShortTimeout).RecommendedAction);
        Assert.Contains("-TimeoutSec", Failed(silent.Endpoint("https"), nameof(ConnectionTest.TlsVersion), ShortTimeout).RecommendedAction);
    }

    [Theory]
    [InlineData(502, "<html>", "502")]
    [InlineData(200, "<html>", "HTML")]
    [InlineData(200, "", "empty")]
    public async Task Stops_at_a_response_that_is_not_from_the_service(int status, string body, string message)
    {
        await using SevuEmulator failing = await StartEmulatorAsync();
        failing.Respond(Ticket, context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });

        ConnectionTest test = Failed(failing.Endpoint, nameof(test.Answered));

        Assert.False(test.Answered);
        Assert.Null(test.CredentialAccepted);
        Assert.Contains(message, test.Message);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    [InlineData(4, null)]
    [InlineData(1000, null)]
    public async Task Reports_whether_the_credentials_were_accepted(int code, bool? accepted)
    {
        await using SevuEmulator rejecting = await StartEmulatorAsync();
        rejecting.Respond(Ticket, $$"""{"code":{{code}},"status":"failure"}""");

        ConnectionTest test = Failed(rejecting.Endpoint, nameof(test.CredentialAccepted));

        Assert.True(test.Answered);
        Assert.Equal(accepted, test.CredentialAccepted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Reports_the_clock_skew(int hoursAhead)
    {
        await using SevuEmulator skewed = await StartEmulatorAsync(new() { Clock = new SkewedClock(TimeSpan.FromHours(-hoursAhead)) });

        ConnectionTest test = Failed(skewed.Endpoint, nameof(test.ClockDifference));

        Assert.InRange(test.ClockDifference!.Value.TotalHours, hoursAhead - 0.1, hoursAhead + 0.1);
        Assert.Null(test.CredentialAccepted);
        Assert.Contains("clock", test.RecommendedAction);
    }

    [Fact]
    public void Connects_by_IPv6_too()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6: the connection over it was not tested.");
        using TcpListener listener = new(IPAddress.IPv6Loopback, 0);
        listener.Start();
        using SevuConnection connection = Samples.Connection(
            endpoint: new Uri($"http://[::1]:{((IPEndPoint)listener.LocalEndpoint).Port}/"), timeout: ShortTimeout);

        ConnectionTest test = Engine.Run("Test-SevuConnection -Connection $args[0]", connection).Single<ConnectionTest>();

        Assert.Equal((true, "::1"), (test.Connected, Assert.Single(test.IPAddress!)));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Stopping_ends_a_wait_immediately(string scheme)
    {
        using TcpListener silent = Loopback.Listen();
        using SevuConnection connection = Samples.Connection(endpoint: silent.Endpoint(scheme));
        Task<RunResult> run = RunInBackground("Test-SevuConnection -Connection $args[0]", connection);
        using TcpClient client = await silent.AcceptTcpClientAsync(Cancellation);

        await AssertStopsAtOnceAsync(run);
    }

    /// <returns>The test. It must have failed at this step and recommend an action.</returns>
    private ConnectionTest Failed(Uri endpoint, string step, TimeSpan? timeout = null)
    {
        using SevuConnection connection = Samples.Connection(endpoint: endpoint, timeout: timeout);
        RunResult result = Engine.Run("$DebugPreference = 'Continue'; Test-SevuConnection -Verbose -Connection $args[0]", connection);
        ConnectionTest test = result.Single<ConnectionTest>();
        Assert.False(test.Success);
        Assert.Equal(step, test.FailedStep);
        Assert.False(string.IsNullOrEmpty(test.Message));
        Assert.False(string.IsNullOrEmpty(test.RecommendedAction));
        Assert.DoesNotContain(Samples.ApiKey, result.AllText() + test.Message, StringComparison.OrdinalIgnoreCase);
        return test;
    }
}
