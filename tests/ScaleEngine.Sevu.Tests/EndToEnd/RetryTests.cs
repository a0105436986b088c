using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Emulator.Requests;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class RetryTests : EmulatorTest
{
    private const string Body = """{"code":2101,"attempts":[{"server":"s"}]}""";

    private readonly SevuConnection _connection;

    public RetryTests(EmulatorFixture fixture)
        : base(fixture)
    {
        _connection = Connect();
        Engine.Using(_connection);
    }

    [Theory]
    [InlineData("http 408")]
    [InlineData("http 429")]
    [InlineData("http 500")]
    [InlineData("http 504")]
    [InlineData("code 0004")]
    [InlineData("code 1000")]
    [InlineData("no response")]
    [InlineData("no body")]
    [InlineData("cut short")]
    public void A_read_is_retried_after_a_transient_failure_with_a_new_time_and_signature(string failure)
    {
        string key = KeyThatFailsOnce(failure);

        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1 -Verbose", key).AssertNoErrors();

        Assert.Single(result.Attempts);
        Assert.Contains("Trying again in", Assert.Single(result.Verbose, line => line.Contains("(1 of 1)")));
        AssertNewTimeAndSignature(key, count: 2);
    }

    [Theory]
    [InlineData("emulator.code.0006")]
    [InlineData("emulator.http.404")]
    [InlineData("emulator.redirect")]
    [InlineData("emulator.html")]
    [InlineData("emulator.text")]
    [InlineData("emulator.shape")]
    [InlineData("emulator.cut.1")]
    [InlineData("emulator.truncate.1")]
    [InlineData("late.failure")]
    public void A_permanent_failure_or_a_failure_after_output_is_not_retried(string key)
    {
        Emulator.Respond("late.failure", """{"attempts":[{}],"code":4,"status":"failure"}""");

        Assert.Single(Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 2", key).Errors);

        Assert.Single(Sent);
    }

    [Fact]
    public void Reports_the_last_failure_after_the_maximum_number_of_retries()
    {
        Engine.Run("Get-SevuTicketAttempt emulator.http.505 -MaximumRetryCount 2").AssertError("Sevu.Http.505");

        AssertNewTimeAndSignature("emulator.http.505", count: 3);
    }

    [Theory]
    [InlineData("Get-SevuTicketAttempt emulator.http.500", "emulator.http.500", 2)]
    [InlineData("Get-SevuTicket emulator.http.501", "emulator.http.501", 2)]
    [InlineData("New-SevuTicket emulator.http.502 a", "emulator.http.502", 1)]
    [InlineData("Revoke-SevuTicket emulator.http.503 -Confirm:$false", "emulator.http.503", 1)]
    [InlineData("Invoke-SevuCommand emulator.http.504", "emulator.http.504", 1)]
    public void Only_reads_are_retried_by_default(string commandLine, string trigger, int requests)
    {
        Assert.Single(Engine.Run(commandLine + " -Connection $args[0]", Connect(maximumRetryCount: 1)).Errors);

        Assert.Equal(requests, RequestsFor(trigger).Length);
    }

    [Fact]
    public void Waits_for_the_time_in_Retry_After()
    {
        string key = KeyThatFailsOnce("http 503", retryAfter: "1");

        Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1", key).AssertNoErrors();

        ReceivedRequest[] requests = RequestsFor(key);
        Assert.True(requests[1].Time - requests[0].Time >= TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    public void A_Retry_After_that_is_no_wait_does_not_replace_the_own_one(string retryAfter)
    {
        string key = KeyThatFailsOnce("http 503", retryAfter);

        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1 -Verbose", key).AssertNoErrors();

        Assert.Matches("Trying again in 0.[1-9] s", Assert.Single(result.Verbose, line => line.Contains("(1 of 1)")));
    }

    [Theory]
    [InlineData("http 500", "Retry 1 of 1 in")]
    [InlineData("code 1000", "Retry 1 of 1 in")]
    public void Progress_tells_what_a_read_waits_for(string failure, string waitsFor)
    {
        string key = KeyThatFailsOnce(failure);

        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1 -RetryIntervalSec 1", key).AssertNoErrors();

        Assert.Contains(result.Progress, record => record.StatusDescription.StartsWith(waitsFor, StringComparison.Ordinal)
            && record.StatusDescription.EndsWith("0 of 1 ticket done, 0 objects, 0 a second", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void Progress_tells_that_a_change_waits_for_an_overloaded_service()
    {
        _connection.BusyPause.ReportBusy(TimeSpan.FromMilliseconds(300));

        RunResult result = Engine.Run("New-SevuTicket v a");

        Assert.Contains("overloaded; going on in 1 s", result.Progress[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void Does_not_wait_if_Retry_After_is_hours()
    {
        string key = KeyThatFailsOnce("http 503", retryAfter: "7200");

        Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1", key).AssertError("Sevu.Http.503");
    }

    [Theory]
    [InlineData("code 1000")]
    [InlineData("http 429")]
    public async Task An_overloaded_service_pauses_all_requests_of_the_connection(string failure)
    {
        string key = KeyThatFailsOnce(failure);
        string other = "other." + key;
        Emulator.Respond(other, Body);
        using Engine engine = new();
        Task<RunResult> busy = RunInBackground("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1 -Verbose", key);
        while (_connection.BusyPause.Remaining == TimeSpan.Zero)
        {
            await Task.Delay(10, Cancellation);
        }

        engine.Run("Get-SevuTicketAttempt $args[0] -Connection $args[1]", other, _connection).AssertNoErrors();

        (await busy).AssertNoErrors();
        Assert.True(RequestsFor(other).Single().Time - RequestsFor($"\"{key}\"")[0].Time >= 4 * Samples.RetryInterval);
    }

    [Fact]
    public void The_pause_grows_while_the_service_stays_overloaded()
    {
        string key = KeyThatFails("http 429", times: 2);

        Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 2", key).AssertNoErrors();

        ReceivedRequest[] requests = RequestsFor(key);
        Assert.True(requests[1].Time - requests[0].Time >= 4 * Samples.RetryInterval);
        Assert.True(requests[2].Time - requests[1].Time >= 8 * Samples.RetryInterval);
    }

    [Fact]
    public void A_shorter_wait_does_not_end_a_longer_pause()
    {
        BusyPause pause = new();

        pause.ReportBusy(TimeSpan.FromMinutes(9));

        Assert.InRange(pause.ReportBusy(TimeSpan.FromMinutes(1)), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(9));
        Assert.InRange(pause.Remaining, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task Stopping_ends_the_wait_for_a_retry_immediately()
    {
        string key = KeyThatFailsOnce("http 500");
        Task<RunResult> run = RunInBackground("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 9 -RetryIntervalSec 600", key);
        await WaitForRequestAsync(key);

        await AssertStopsAtOnceAsync(run);
    }

    [Fact]
    public void A_ticket_is_retried_while_an_earlier_one_is_still_being_read()
    {
        TaskCompletionSource retried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int requests = 0;
        Emulator.Respond("earlier", async context =>
        {
            await retried.Task.WaitAsync(Deadline);
            await context.Response.WriteAsync(Body);
        });
        Emulator.Respond("later", async context =>
        {
            if (Interlocked.Increment(ref requests) < 3)
            {
                context.Response.StatusCode = 500;
                return;
            }

            retried.TrySetResult();
            await context.Response.WriteAsync(Body);
        });

        RunResult result = Engine.Run("'earlier', 'later' | Get-SevuTicketAttempt -MaximumRetryCount 2 -Verbose").AssertNoErrors();

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Verbose.Count(line => line.Contains("Trying again")));
    }

    [Fact]
    public void A_duplicate_key_is_requested_twice_with_different_signatures()
    {
        Emulator.Respond("twice", Body);

        RunResult result = Engine.Run("'twice', 'twice' | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal(2, result.Output.Count);
        AssertNewTimeAndSignature("twice", count: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Clock_skew_is_corrected_once_with_the_services_time(int hoursAhead)
    {
        await using SevuEmulator skewed = await StartEmulatorAsync(new() { Clock = new SkewedClock(TimeSpan.FromHours(-hoursAhead)) });
        using Engine engine = Engine.ConnectedTo(skewed.Endpoint);

        RunResult result = engine.Run("'a', 'b', 'emulator.attempts.1' | Get-SevuTicketAttempt -ThrottleLimit 1; New-SevuTicket v a").AssertNoErrors();

        Assert.Matches($"clock is 3(599|600) s {(hoursAhead > 0 ? "ahead" : "behind")}", Assert.Single(result.Warnings));
        Assert.Equal(5, skewed.Requests.Count);
    }

    [Fact]
    public async Task Concurrent_requests_correct_the_clock_with_one_warning()
    {
        await using SevuEmulator skewed = await StartEmulatorAsync(new() { Clock = new SkewedClock(TimeSpan.FromHours(2)) });
        using Engine engine = Engine.ConnectedTo(skewed.Endpoint);

        Assert.Single(engine.Run("0..7 + 'emulator.attempts.1' | Get-SevuTicketAttempt").AssertNoErrors().Warnings);
    }

    [Fact]
    public void A_rejected_time_is_an_error_if_the_clocks_agree()
    {
        ErrorRecord error = Engine.Run("Get-SevuTicketAttempt emulator.code.0002 -MaximumRetryCount 2").AssertError("Sevu.0002");

        Assert.Contains("agrees", error.ErrorDetails.Message);
        Assert.Single(Sent);
    }

    [Fact]
    public async Task The_error_of_a_rejected_corrected_time_gives_the_clock_skew()
    {
        await using SevuEmulator skewed = await StartEmulatorAsync(new() { Clock = new SkewedClock(TimeSpan.FromHours(1)) });
        using Engine engine = Engine.ConnectedTo(skewed.Endpoint);

        ErrorRecord error = engine.Run("Get-SevuTicketAttempt emulator.code.0002").AssertError("Sevu.0002");

        Assert.Matches("clock is 3(599|600) s behind", error.ErrorDetails.Message);
        Assert.Equal(2, skewed.Requests.Count);
    }

    /// <returns>The key of a ticket whose first request fails.</returns>
    private string KeyThatFailsOnce(string failure, string? retryAfter = null) => KeyThatFails(failure, times: 1, retryAfter);

    private string KeyThatFails(string failure, int times, string? retryAfter = null)
    {
        string key = $"once.{Guid.NewGuid():N}";
        int requests = 0;
        Emulator.Respond(key, async context =>
        {
            string[] words = failure.Split(' ');
            if (Interlocked.Increment(ref requests) > times)
            {
                await context.Response.WriteAsync(Body);
            }
            else if (words[0] == "http")
            {
                context.Response.StatusCode = int.Parse(words[1], CultureInfo.InvariantCulture);
                context.Response.Headers.RetryAfter = retryAfter;
            }
            else if (words[0] == "code")
            {
                await context.Response.WriteAsync($$"""{"code":"{{words[1]}}","status":"failure"}""");
            }
            else
            {
                if (failure != "no response")
                {
                    await context.Response.WriteAsync(failure == "no body" ? "" : """{"code":2101,"attempts":[{"server":""");
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(200);
                }

                context.Abort();
            }
        });
        return key;
    }

    private void AssertNewTimeAndSignature(string key, int count)
    {
        JsonElement[] requests = [.. RequestsFor(key).Select(request => JsonDocument.Parse(request.Json!).RootElement)];
        Assert.Equal(count, requests.Length);
        Assert.Equal(count, requests.Select(request => request.GetProperty("timestamp").GetInt64()).Distinct().Count());
        Assert.Equal(count, requests.Select(request => request.GetProperty("signature").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Closing_the_connection_ends_the_wait_for_an_overloaded_service()
    {
        _connection.BusyPause.ReportBusy(TimeSpan.FromMinutes(10));
        Task<RunResult> run = RunInBackground("Get-SevuTicketAttempt emulator.attempts.1 -Verbose");
        await Task.Delay(200, Cancellation);

        _connection.Dispose();

        RunResult result = await run.WaitAsync(Deadline, Cancellation);
        result.AssertError("Sevu.Disconnected");
        Assert.Single(result.Verbose);
        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("New-SevuTicket v a")]
    [InlineData("Revoke-SevuTicket k -Confirm:$false")]
    [InlineData("Invoke-SevuCommand sevu.errorcount")]
    public void What_changes_something_waits_for_an_overloaded_service_too(string command)
    {
        _connection.BusyPause.ReportBusy(TimeSpan.FromMilliseconds(300));

        RunResult result = Engine.Run(command + " -Verbose");

        Assert.Contains(result.Verbose, text => text.Contains("overloaded", StringComparison.Ordinal));
        Assert.NotEmpty(Sent);
    }

    [Fact]
    public void What_changes_something_pauses_the_connection_if_the_service_is_overloaded()
    {
        Engine.Run("New-SevuTicket emulator.code.1000 a").AssertError("Sevu.1000");

        Assert.True(_connection.BusyPause.Remaining > TimeSpan.Zero);
        Assert.Single(Sent);
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("2147483647")]
    public void A_wait_that_nobody_could_bear_does_not_pause_the_connection(string retryAfter)
    {
        string key = KeyThatFailsOnce("http 429", retryAfter);

        Engine.Run("New-SevuTicket $args[0] a", key).AssertError("Sevu.Http.429");

        Assert.Equal(TimeSpan.Zero, _connection.BusyPause.Remaining);
    }
}
