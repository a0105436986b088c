using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary><c>Get-SevuTicketAttempt -Wait</c>.</summary>
public sealed class FollowTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private readonly string _key = $"live.{Guid.NewGuid():N}";
    private readonly DateTime _start = DateTime.UtcNow;
    private readonly List<string> _log = [];
    private readonly List<string> _returned = [];
    private int _requests;
    private volatile int _failures;

    [Fact]
    public async Task Returns_what_is_there_then_what_comes_each_attempt_once()
    {
        Enter(0, "a");
        Enter(0, "a");
        Task<RunResult> run = Follow("-Wait -PollIntervalSec 1");
        await WaitForAsync("a a");

        Enter(0, "a");
        Enter(2, "c");
        await WaitForAsync("a a a c");
        // Late, and once more the same.
        Enter(-600, "b");
        Enter(2, "c");
        await WaitForAsync("a a a c b c");
        await WaitForPollsAsync(2);

        RunResult result = await StopAsync(run);
        Assert.Equal("a a a c b c", Returned());
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("-Tail 2", "y z")]
    [InlineData("-Tail 0", "")]
    [InlineData("-Tail 99", "w x y z")]
    public async Task Begins_with_the_latest_attempts(string tail, string first)
    {
        // In another order than that of their times.
        Enter(3, "z");
        Enter(0, "w");
        Enter(2, "y");
        Enter(1, "x");
        Task<RunResult> run = Follow($"-Wait {tail} -PollIntervalSec 1");
        await WaitForPollsAsync(2);
        Enter(4, "new");

        await WaitForAsync($"{first} new".Trim());

        await StopAsync(run);
    }

    [Fact]
    public void Without_Wait_the_latest_attempts_are_all()
    {
        Enter(1, "b");
        Enter(0, "a");
        Enter(2, "c");
        Respond();

        Assert.Equal(["b", "c"], Engine.Run("Get-SevuTicketAttempt $args[0] -Tail 2", _key).AssertNoErrors().Attempts.Select(attempt => attempt.Server));
    }

    [Fact]
    public async Task Returns_only_what_is_selected()
    {
        Enter(0, "a", success: 0);
        Task<RunResult> run = Follow("-Wait -Rejected -PollIntervalSec 1");
        await WaitForAsync("a");

        Enter(1, "accepted");
        Enter(1, "b", success: 0);

        await WaitForAsync("a b");
        await StopAsync(run);
    }

    [Fact]
    public async Task An_outage_is_told_once_and_loses_nothing()
    {
        Enter(0, "a");
        Task<RunResult> run = Follow("-Wait -PollIntervalSec 1");
        await WaitForAsync("a");

        _failures = 3;
        Enter(1, "b");
        await WaitForAsync("a b");
        await WaitForPollsAsync(1);

        RunResult result = await StopAsync(run);
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("cannot be read", result.Warnings[0]);
        Assert.Contains("500", result.Warnings[0]);
        Assert.Contains("can be read again", result.Warnings[1]);
    }

    [Fact]
    public async Task A_first_reading_that_fails_is_an_outage_too()
    {
        Enter(0, "a");
        _failures = 1;
        Task<RunResult> run = Follow("-Wait -Tail 1 -PollIntervalSec 1");

        await WaitForAsync("a");

        Assert.Empty((await StopAsync(run)).Errors);
    }

    [Fact]
    public async Task Wrong_credentials_end_it()
    {
        Enter(0, "a");
        Task<RunResult> run = Follow("-Wait -PollIntervalSec 1");
        await WaitForAsync("a");

        Emulator.Respond(_key, """{"code":"0003","status":"failure"}""");

        RunResult result = await run.WaitAsync(Deadline, Cancellation);
        result.AssertError("Sevu.0003");
        Assert.NotNull(result.Terminated);
    }

    [Fact]
    public async Task A_slow_ticket_does_not_hold_up_the_others()
    {
        string slow = $"slow.{Guid.NewGuid():N}";
        int requests = 0;
        Emulator.Respond(slow, async context =>
        {
            if (Interlocked.Increment(ref requests) > 1)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await context.Response.WriteAsync("""{"code":2100}""");
        });
        Enter(0, "a");
        Task<RunResult> run = Follow("-Wait -PollIntervalSec 1", slow);
        await WaitForAsync("a");
        await WaitUntilAsync(() => Volatile.Read(ref requests) >= 2);

        Enter(1, "b");

        await WaitForAsync("a b");
        await StopAsync(run);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task A_key_that_is_given_twice_is_read_once_and_one_that_is_not_valid_is_an_error()
    {
        Enter(0, "a");
        Task<RunResult> run = Follow("-Wait -PollIntervalSec 1", _key, "no key");

        await WaitForPollsAsync(3);

        RunResult result = await StopAsync(run);
        Assert.Equal("a", Returned());
        result.AssertError("Sevu.InvalidKey");
    }

    [Fact]
    public void Ends_if_no_ticket_can_be_read()
        => Engine.Run("Get-SevuTicketAttempt 'no key' -Wait").AssertError("Sevu.InvalidKey");

    [Fact]
    public async Task Select_Object_ends_it()
    {
        Enter(0, "a");
        Enter(1, "b");
        Respond();

        RunResult result = await Task.Run(() => Engine.Run("Get-SevuTicketAttempt $args[0] -Wait | Select-Object -First 2", _key), Cancellation)
            .WaitAsync(Deadline, Cancellation);

        Assert.Equal(2, result.AssertNoErrors().Output.Count);
    }

    [Theory]
    [InlineData("-Wait -EndTime 2026-01-01")]
    [InlineData("-Bookmark x -EndTime 2026-01-01")]
    [InlineData("-Bookmark x -Tail 1")]
    [InlineData("-Bookmark x -OutBuffer 10")]
    public void What_would_lose_attempts_is_an_error(string parameters)
    {
        Assert.NotNull(Engine.Run("Get-SevuTicketAttempt $args[0] " + parameters, _key).Terminated);

        Assert.Empty(Sent);
    }

    private void Enter(int second, string server, int success = 1)
    {
        string time = _start.AddSeconds(second).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        lock (_log)
        {
            _log.Add($$"""{"datetime":"{{time}}","server":"{{server}}","success":{{success}}}""");
        }
    }

    private void Respond() => Emulator.Respond(_key, async context =>
    {
        Interlocked.Increment(ref _requests);
        string attempts;
        lock (_log)
        {
            attempts = string.Join(",", _log);
        }

        if (_failures > 0)
        {
            _failures--;
            context.Response.StatusCode = 500;
            return;
        }

        await context.Response.WriteAsync($$"""{"code":2101,"attempts":[{{attempts}}]}""");
    });

    private Task<RunResult> Follow(string parameters, params string[] otherKeys)
    {
        Respond();
        return Task.Run(
            () => Engine.Run(
                $"Get-SevuTicketAttempt $args {parameters}",
                (_, item) =>
                {
                    lock (_returned)
                    {
                        _returned.Add(((TicketAttempt)item.BaseObject).Server!);
                    }
                },
                [_key, .. otherKeys]),
            Cancellation);
    }

    private string Returned()
    {
        lock (_returned)
        {
            return string.Join(" ", _returned);
        }
    }

    private async Task WaitForAsync(string returned)
    {
        for (DateTime end = DateTime.UtcNow + Deadline; DateTime.UtcNow < end && Returned() != returned;)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.Equal(returned, Returned());
    }

    /// <summary>Waits until the log was read some more times.</summary>
    private async Task WaitForPollsAsync(int count)
    {
        int before = Volatile.Read(ref _requests);
        await WaitUntilAsync(() => Volatile.Read(ref _requests) >= before + count);
    }

    private async Task<RunResult> StopAsync(Task<RunResult> run)
    {
        await AssertStopsAtOnceAsync(run);
        return await run;
    }
}
