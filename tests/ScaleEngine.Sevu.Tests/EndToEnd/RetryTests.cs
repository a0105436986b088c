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
    [InlineData("no answer")]
    [InlineData("no body")]
    [InlineData("broken off")]
    public void A_read_that_fails_for_a_while_is_tried_again_with_a_new_time_and_signature(string failure)
    {
        string key = FailsOnce(failure);

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
    [InlineData("late failure")]
    public void What_will_fail_again_or_came_out_in_part_is_not_tried_again(string key)
    {
        Emulator.Answer("late failure", """{"attempts":[{}],"code":4,"status":"failure"}""");

        Assert.Single(Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 2", key).Errors);

        Assert.Single(Sent);
    }

    [Fact]
    public void Gives_up_after_the_given_number_with_the_last_failure()
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
    public void Tries_again_by_itself_what_only_reads(string commandLine, string order, int requests)
    {
        Assert.Single(Engine.Run(commandLine + " -Connection $args[0]", Connect(maximumRetryCount: 1)).Errors);

        Assert.Equal(requests, RequestsFor(order).Length);
    }

    [Fact]
    public void Waits_as_long_as_the_service_asks()
    {
        string key = FailsOnce("http 503", retryAfter: "1");

        Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1", key).AssertNoErrors();

        ReceivedRequest[] requests = RequestsFor(key);
        Assert.True(requests[1].Time - requests[0].Time >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Does_not_wait_where_the_service_asks_for_hours()
    {
        string key = FailsOnce("http 503", retryAfter: "7200");

        Engine.Run("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 1", key).AssertError("Sevu.Http.503");
    }

    [Theory]
    [InlineData("code 1000")]
    [InlineData("http 429")]
    public async Task A_busy_service_slows_down_all_of_the_connection(string failure)
    {
        string key = FailsOnce(failure);
        string other = "other than " + key;
        Emulator.Answer(other, Body);
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
    public void A_service_that_stays_busy_is_given_more_time_each_time()
    {
        string key = Fails("http 429", times: 2);

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
    public async Task Stopping_ends_the_wait_before_another_try_at_once()
    {
        string key = FailsOnce("http 500");
        Task<RunResult> run = RunInBackground("Get-SevuTicketAttempt $args[0] -MaximumRetryCount 9 -RetryIntervalSec 600", key);
        await RequestForAsync(key);

        await AssertStopsAtOnceAsync(run);
    }

    [Fact]
    public void A_ticket_is_tried_again_while_an_earlier_one_is_still_read()
    {
        TaskCompletionSource triedAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        Emulator.Answer("earlier", async context =>
        {
            await triedAgain.Task.WaitAsync(Deadline);
            await context.Response.WriteAsync(Body);
        });
        Emulator.Answer("later", async context =>
        {
            if (Interlocked.Increment(ref asked) < 3)
            {
                context.Response.StatusCode = 500;
                return;
            }

            triedAgain.TrySetResult();
            await context.Response.WriteAsync(Body);
        });

        RunResult result = Engine.Run("'earlier', 'later' | Get-SevuTicketAttempt -MaximumRetryCount 2 -Verbose").AssertNoErrors();

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Verbose.Count(line => line.Contains("Trying again")));
    }

    [Fact]
    public void A_ticket_named_twice_is_asked_for_twice_and_no_signature_goes_out_twice()
    {
        Emulator.Answer("twice", Body);

        RunResult result = Engine.Run("'twice', 'twice' | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal(2, result.Output.Count);
        AssertNewTimeAndSignature("twice", count: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_off_is_corrected_once_by_the_services(int hoursAhead)
    {
        await using SevuEmulator elsewhen = await StartEmulatorAsync(new() { Clock = new OtherClock(TimeSpan.FromHours(-hoursAhead)) });
        using Engine engine = Engine.ConnectedTo(elsewhen.Endpoint);

        RunResult result = engine.Run("'a', 'b', 'c' | Get-SevuTicketAttempt -ThrottleLimit 1; New-SevuTicket v a").AssertNoErrors();

        Assert.Matches($"clock is 3(599|600) s {(hoursAhead > 0 ? "ahead" : "behind")}", Assert.Single(result.Warnings));
        Assert.Equal(5, elsewhen.Requests.Count);
    }

    [Fact]
    public async Task Tickets_in_flight_together_correct_the_clock_with_one_warning()
    {
        await using SevuEmulator elsewhen = await StartEmulatorAsync(new() { Clock = new OtherClock(TimeSpan.FromHours(2)) });
        using Engine engine = Engine.ConnectedTo(elsewhen.Endpoint);

        Assert.Single(engine.Run("0..7 | Get-SevuTicketAttempt").AssertNoErrors().Warnings);
    }

    [Fact]
    public void A_time_that_is_refused_although_the_clocks_agree_is_an_error()
    {

        ErrorRecord error = Engine.Run("Get-SevuTicketAttempt emulator.code.0002 -MaximumRetryCount 2").AssertError("Sevu.0002");

        Assert.Contains("agrees", error.ErrorDetails.Message);
        Assert.Single(Sent);
    }

    [Fact]
    public async Task A_corrected_time_that_is_refused_is_an_error_that_says_how_far_the_clock_is_off()
    {
        await using SevuEmulator elsewhen = await StartEmulatorAsync(new() { Clock = new OtherClock(TimeSpan.FromHours(1)) });
        using Engine engine = Engine.ConnectedTo(elsewhen.Endpoint);

        ErrorRecord error = engine.Run("Get-SevuTicketAttempt emulator.code.0002").AssertError("Sevu.0002");

        Assert.Matches("clock is 3(599|600) s behind", error.ErrorDetails.Message);
        Assert.Equal(2, elsewhen.Requests.Count);
    }

    /// <returns>The key of a ticket whose first request fails.</returns>
    private string FailsOnce(string failure, string? retryAfter = null) => Fails(failure, times: 1, retryAfter);

    private string Fails(string failure, int times, string? retryAfter = null)
    {
        string key = $"once.{Guid.NewGuid():N}";
        int asked = 0;
        Emulator.Answer(key, async context =>
        {
            string[] words = failure.Split(' ');
            if (Interlocked.Increment(ref asked) > times)
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
                if (failure != "no answer")
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
}
