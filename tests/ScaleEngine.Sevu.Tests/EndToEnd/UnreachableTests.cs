using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Many tickets while the service cannot be reached.</summary>
public sealed class UnreachableTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Warning = "The service cannot be reached. The other tickets fail without retries, most of them untried, until a request gets through.";

    [Theory]
    [InlineData("Get-SevuTicketAttempt", 1)]
    [InlineData("Get-SevuTicketAttempt", 4)]
    [InlineData("Get-SevuTicket", 4)]
    public void All_tickets_fail_with_the_retries_of_the_first(string cmdlet, int limit)
    {
        using SevuConnection connection = Samples.Connection(endpoint: Loopback.UnusedEndpoint(), maximumRetryCount: 2);

        RunResult result = Engine.Using(connection).Run(
            $"1..40 | {cmdlet} -ThrottleLimit {limit} -Verbose -ErrorAction SilentlyContinue; $Error");

        Assert.InRange(result.Verbose.Count(line => line.Contains("Trying again", StringComparison.Ordinal)), 2, 2 * limit);
        Assert.Equal(Warning, Assert.Single(result.Warnings));
        // $Error leaves out an exception object that comes twice.
        ErrorRecord[] errors = [.. result.Output.Select(item => item.BaseObject).Cast<ErrorRecord>()];
        Assert.Equal(Enumerable.Range(1, 40).Reverse().Select(key => $"{key}"), errors.Select(error => error.TargetObject));
        Assert.All(errors, error => Assert.StartsWith("Sevu.ConnectionRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Contains($"'{error.TargetObject}'", error.ErrorDetails.Message));
    }

    [Theory]
    [InlineData("https://sevu.invalid/", "Sevu.NameResolution")]
    [InlineData("tls", "Sevu.Tls")]
    public async Task Every_way_not_to_reach_the_service_counts(string endpoint, string id)
    {
        await using SevuEmulator untrusted = await StartEmulatorAsync(new() { Certificate = UntrustedCertificate.Create() });
        using SevuConnection connection = Samples.Connection(endpoint: endpoint == "tls" ? untrusted.Endpoint : new Uri(endpoint));

        RunResult result = Engine.Using(connection).Run("1..5 | Get-SevuTicketAttempt -ThrottleLimit 1");

        Assert.Equal(Warning, Assert.Single(result.Warnings));
        Assert.Equal(5, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_recovers_when_the_service_comes_back()
    {
        Uri endpoint = Loopback.UnusedEndpoint();
        using SevuConnection connection = Samples.Connection(endpoint: new Uri(endpoint, "stable/"));
        SevuEmulator? late = null;
        Action startService = () => late = SevuEmulator.StartAsync(new() { Port = endpoint.Port }, Cancellation).GetAwaiter().GetResult();

        RunResult result = Engine.Using(connection).Run(
            "$start = $args[0]; & { 'a'; 'b'; $start.Invoke(); Start-Sleep 1; 'emulator.attempts.1'; 'emulator.attempts.2' } | Get-SevuTicketAttempt -ThrottleLimit 1",
            startService);

        await late!.DisposeAsync();
        Assert.Equal(["a", "b"], result.Errors.Select(error => $"{error.TargetObject}"));
        Assert.Equal(3, result.Attempts.Count);
    }

    [Fact]
    public void One_ticket_needs_no_warning()
    {
        using SevuConnection connection = Samples.Connection(endpoint: Loopback.UnusedEndpoint());

        RunResult result = Engine.Using(connection).Run("Get-SevuTicketAttempt k");

        result.AssertError("Sevu.ConnectionRefused");
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("emulator.http.500")]
    [InlineData("emulator.code.0004")]
    [InlineData("emulator.cut.0")]
    public void A_service_that_fails_is_reached(string key)
    {
        RunResult result = Engine.Run("$args[0], 'emulator.attempts.1' | Get-SevuTicketAttempt -ThrottleLimit 1", key);

        Assert.Single(result.Errors);
        Assert.Single(result.Attempts);
        Assert.Empty(result.Warnings);
    }
}
