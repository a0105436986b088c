using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Requests;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class FailureTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("code.0001", "Sevu.0001", ErrorCategory.AuthenticationError)]
    [InlineData("code.0003", "Sevu.0003", ErrorCategory.AuthenticationError)]
    [InlineData("code.0005", "Sevu.0005", ErrorCategory.PermissionDenied)]
    public void A_failure_that_is_fatal_for_the_connection_stops_the_pipeline(string ticket, string id, ErrorCategory category)
    {
        RunResult result = Engine.Run("'emulator.attempts.1', $args[0], 'emulator.attempts.1' | Get-SevuTicketAttempt -ThrottleLimit 1", "emulator." + ticket);

        ErrorRecord error = result.AssertError(id);
        Assert.NotNull(result.Terminated);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Single(result.Attempts);
        Assert.Equal(2, Sent.Length);
    }

    [Theory]
    [InlineData("code.0000", "Sevu.0000", ErrorCategory.InvalidArgument)]
    [InlineData("code.0002", "Sevu.0002", ErrorCategory.SecurityError)]
    [InlineData("code.0004", "Sevu.0004", ErrorCategory.ResourceUnavailable)]
    [InlineData("code.0006", "Sevu.0006", ErrorCategory.InvalidArgument)]
    [InlineData("code.1000", "Sevu.1000", ErrorCategory.ResourceUnavailable)]
    [InlineData("code.7777", "Sevu.7777", ErrorCategory.InvalidResult)]
    [InlineData("http.400", "Sevu.Http.400", ErrorCategory.ProtocolError)]
    [InlineData("http.401", "Sevu.Http.401", ErrorCategory.AuthenticationError)]
    [InlineData("http.403", "Sevu.Http.403", ErrorCategory.PermissionDenied)]
    [InlineData("http.404", "Sevu.Http.404", ErrorCategory.ProtocolError)]
    [InlineData("http.429", "Sevu.Http.429", ErrorCategory.ProtocolError)]
    [InlineData("http.500", "Sevu.Http.500", ErrorCategory.ProtocolError)]
    [InlineData("http.502", "Sevu.Http.502", ErrorCategory.ProtocolError)]
    [InlineData("http.503", "Sevu.Http.503", ErrorCategory.ProtocolError)]
    [InlineData("html", "Sevu.HtmlResponse", ErrorCategory.InvalidData)]
    [InlineData("empty", "Sevu.EmptyResponse", ErrorCategory.InvalidData)]
    [InlineData("text", "Sevu.NotJson", ErrorCategory.InvalidData)]
    [InlineData("shape", "Sevu.UnexpectedShape", ErrorCategory.InvalidData)]
    [InlineData("echo", "Sevu.0004", ErrorCategory.ResourceUnavailable)]
    public void Another_failure_is_an_error_for_that_ticket_and_the_next_ticket_is_read(string ticket, string id, ErrorCategory category)
    {
        RunResult result = Engine.Run("$args[0], 'emulator.attempts.1' | Get-SevuTicketAttempt", "emulator." + ticket);

        ErrorRecord error = result.AssertError(id);
        Assert.Null(result.Terminated);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal("emulator." + ticket, error.TargetObject);
        Assert.Contains("emulator." + ticket, error.ErrorDetails.Message);
        Assert.Single(result.Attempts);
    }

    [Fact]
    public void The_error_of_a_truncated_response_counts_attempts_that_are_not_selected_too()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt emulator.truncate.7 -Reason 'none of these'");

        Assert.Equal(7, result.AssertIncomplete().AttemptCount);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("truncate")]
    public void The_error_of_a_truncated_response_gives_the_number_of_attempts_read(string fault)
    {
        RunResult result = Engine.Run("$args[0], 'emulator.attempts.1' | Get-SevuTicketAttempt", $"emulator.{fault}.7");

        Assert.Equal(7, result.AssertIncomplete().AttemptCount);
        ErrorRecord error = result.Errors[0];
        Assert.Contains("7 attempts", error.ErrorDetails.Message);
        Assert.Equal(ErrorCategory.ReadError, error.CategoryInfo.Category);
        Assert.Equal(8, result.Output.Count);
    }

    [Fact]
    public void A_service_that_does_not_respond_in_time_is_a_timeout()
    {
        ErrorRecord error = Engine.Using(Connect(ShortTimeout)).Run("Get-SevuTicketAttempt emulator.delay.60000").AssertError("Sevu.Timeout");

        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.Contains("0.5 s", error.ErrorDetails.Message);
        Assert.Contains("-TimeoutSec", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_response_may_take_longer_than_the_timeout_while_data_arrives()
        => Assert.Equal(3, Engine.Using(Connect(LongerTimeout)).Run("Get-SevuTicketAttempt emulator.trickle.1").AssertNoErrors().Output.Count);

    [Fact]
    public void Reports_a_refused_connection()
    {
        using Engine engine = Engine.ConnectedTo(Loopback.UnusedEndpoint());

        RunResult result = engine.Run("'a', 'b' | Get-SevuTicketAttempt");

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("Sevu.ConnectionRefused,", error.FullyQualifiedErrorId));
    }

    [Fact]
    public void Reports_a_host_that_does_not_resolve()
    {
        // RFC 2606 reserves .invalid: such a name never resolves.
        using Engine engine = Engine.ConnectedTo(new Uri("https://sevu.invalid/stable/"));

        ErrorRecord error = engine.Run("Get-SevuTicketAttempt a").AssertError("Sevu.NameResolution");

        Assert.Contains("sevu.invalid", error.ErrorDetails.Message);
    }

    [Fact]
    public void A_connection_disposed_during_a_response_is_reported()
    {
        SevuConnection connection = Connect();
        Emulator.Respond("used", async context =>
        {
            await context.Response.WriteAsync("""{"code":2101,"attempts":[{}""");
            await Task.Delay(-1, context.RequestAborted);
        });

        RunResult result = Engine.Run("Get-SevuTicketAttempt used -Connection $args[0]", (_, _) => connection.Dispose(), connection);

        result.AssertError("Sevu.Disconnected");
    }

    [Fact]
    public async Task A_connection_disposed_before_a_retry_is_reported_immediately()
    {
        SevuConnection connection = Connect(maximumRetryCount: 1);
        Emulator.Respond("between", context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "300";
            return Task.CompletedTask;
        });

        Task<RunResult> running = RunInBackground("Get-SevuTicketAttempt between -Connection $args[0]", connection);
        await WaitForRequestAsync("between");
        connection.Dispose();

        (await running.WaitAsync(Deadline, Cancellation)).AssertError("Sevu.Disconnected");
    }

    [Fact]
    public void A_connection_disposed_while_it_waits_for_the_response_is_reported()
    {
        SevuConnection connection = Connect();
        Emulator.Respond("ended", async context =>
        {
            connection.Dispose();
            await Task.Delay(-1, context.RequestAborted);
        });

        Engine.Run("Get-SevuTicketAttempt ended -Connection $args[0]", connection).AssertError("Sevu.Disconnected");
    }

    [Theory]
    [InlineData("emulator.attempts.2")]
    [InlineData("emulator.code.0003")]
    [InlineData("emulator.echo")]
    [InlineData("emulator.http.502")]
    [InlineData("emulator.redirect")]
    [InlineData("emulator.html")]
    [InlineData("emulator.truncate.1")]
    [InlineData("emulator.cut.1")]
    [InlineData("half\ud83c")]
    [InlineData("repeats-in-headers")]
    public void No_stream_or_error_shows_the_key_the_secret_or_a_signature(string ticket)
    {
        Emulator.EchoInLocationHeader("repeats-in-headers");

        RunResult result = Engine.Run("$DebugPreference = 'Continue'; Get-SevuTicketAttempt $args[0] -Verbose", ticket);

        string shown = result.AllText();
        Assert.NotEmpty(shown);
        Assert.DoesNotContain(Samples.ApiKey, shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Samples.ApiSecret, shown, StringComparison.OrdinalIgnoreCase);
        foreach (ReceivedRequest request in Emulator.Requests.Where(request => request.Json is not null))
        {
            string signature = request.Json!.Split("\"signature\":\"")[1].TrimEnd('"', '}');
            Assert.DoesNotContain(signature, shown);
            Assert.DoesNotContain(signature.Replace("\\/", "/"), shown);
            Assert.DoesNotContain(Uri.EscapeDataString(signature), shown);
        }
    }

    [Fact]
    public void Debug_shows_request_and_response_with_secrets_masked()
    {
        RunResult result = Engine.Run("$DebugPreference = 'Continue'; Get-SevuTicketAttempt emulator.attempts.1").AssertNoErrors();

        Assert.Matches(
            """^POST http://127\.0\.0\.1:\d+/stable/ json=\{"command":"sevu\.errorlog","api_key":"\*\*\*","timestamp":\d+,"cdn":158,"key":"emulator\.attempts\.1","signature":"\*\*\*"\}$""",
            result.Debug[0]);
        Assert.StartsWith("HTTP 200, Content-Type: application/json", result.Debug[1]);
    }
}
