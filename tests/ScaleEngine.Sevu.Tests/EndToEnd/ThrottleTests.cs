using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class ThrottleTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("Get-SevuTicketAttempt", 1)]
    [InlineData("Get-SevuTicketAttempt", 3)]
    [InlineData("Get-SevuTicket", 3)]
    public void As_many_tickets_are_read_at_once_as_the_limit_says(string cmdlet, int limit)
    {
        int atOnce = 0;
        int most = 0;
        using SemaphoreSlim enough = new(0);
        string[] keys = [.. Enumerable.Range(0, 3 * limit).Select(index => $"at-once.{cmdlet}.{limit}.{index}")];
        foreach (string key in keys)
        {
            Emulator.Answer(key, async context =>
            {
                int now = Interlocked.Increment(ref atOnce);
                InterlockedMax(ref most, now);
                if (now == limit)
                {
                    // One more would come now, if it ever does.
                    await Task.Delay(100);
                    enough.Release(limit);
                }

                await enough.WaitAsync(Deadline, context.RequestAborted);
                Interlocked.Decrement(ref atOnce);
                await context.Response.WriteAsync($$"""{"code":2101,"attempts":[{"key":"{{key}}"}],"key":"{{key}}"}""");
            });
        }

        RunResult result = Engine.Run($"$args[0] | {cmdlet} -ThrottleLimit $args[1]", keys, limit).AssertNoErrors();

        Assert.Equal(limit, most);
        Assert.Equal(keys, result.Output.Select(item => item.Properties["Key"].Value));
    }

    [Fact]
    public void What_comes_first_leaves_in_the_order_of_the_input_and_so_do_errors()
    {
        RunResult result = Engine.Run(
            "'emulator.delay.600', '', 'emulator.attempts.1', 'emulator.http.404', 'emulator.attempts.2' | Get-SevuTicketAttempt -ErrorAction Continue 2>&1")
            .AssertNoErrors();

        Assert.Equal(
            [
                "emulator.delay.600", "emulator.delay.600", "emulator.delay.600", "Sevu.EmptyKey", "emulator.attempts.1",
                "Sevu.Http.404", "emulator.attempts.2", "emulator.attempts.2",
            ],
            result.Output.Select(item => item.BaseObject is ErrorRecord error
                ? error.FullyQualifiedErrorId.Split(',')[0]
                : ((TicketAttempt)item.BaseObject).Key));
    }

    [Fact]
    public void A_ticket_is_asked_for_before_the_next_key_comes()
    {
        Action<string> await = key => RequestForAsync(key).GetAwaiter().GetResult();

        Engine.Run(
            "$await = $args[0]; 1..3 | ForEach-Object { \"emulator.attempts.400$_\"; $await.Invoke(\"emulator.attempts.400$_\") } | Get-SevuTicketAttempt",
            await).AssertNoErrors();
    }

    [Fact]
    public async Task Whoever_takes_slowly_holds_back_the_network()
    {
        long sent = 0;
        Emulator.Answer("endless", async context =>
        {
            await context.Response.WriteAsync("""{"code":2101,"attempts":[{}""");
            string attempts = string.Concat(Enumerable.Repeat(""",{"server":"a server with a name"}""", 1000));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(attempts, context.RequestAborted);
                Interlocked.Add(ref sent, 1000);
            }
        });
        using ManualResetEventSlim go = new();

        Task run = Task.Run(() => Engine.Run("Get-SevuTicketAttempt endless", (shell, _) =>
        {
            go.Wait(Deadline);
            shell.BeginStop(null, null);
        }), Cancellation);
        long before = -1;
        while (before != Interlocked.Read(ref sent) || before == 0)
        {
            before = Interlocked.Read(ref sent);
            await Task.Delay(1000, Cancellation);
        }

        go.Set();
        await run.WaitAsync(Deadline, Cancellation);
        // Some thousand wait here, and the sockets' buffers hold more, the more so since it is compressed.
        Assert.InRange(before, 1, 5_000_000);
    }

    [Fact]
    public async Task What_ends_the_pipeline_ends_the_other_downloads()
    {
        TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Emulator.Answer("never", async context =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        RunResult result = Engine.Run("'emulator.code.0005', 'never' | Get-SevuTicketAttempt");

        Assert.NotNull(result.Terminated);
        if (RequestsFor("never").Length > 0)
        {
            await aborted.Task.WaitAsync(Deadline, Cancellation);
        }
    }

    [Fact]
    public void Tells_how_far_a_run_is_that_lasts()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt emulator.attempts.5, emulator.delay.2500").AssertNoErrors();

        Assert.All(result.Progress, record => Assert.Equal("Get-SevuTicketAttempt", record.Activity));
        Assert.Contains("1 of 2 tickets done, 5 objects", result.Progress[0].StatusDescription);
        Assert.Equal(50, result.Progress[0].PercentComplete);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Theory]
    [InlineData("'emulator.delay.2500' | Get-SevuTicketAttempt", true)]
    [InlineData("'emulator.delay.2500' | Get-SevuTicketAttempt -ProgressAction SilentlyContinue", false)]
    [InlineData("$ProgressPreference = 'SilentlyContinue'; 'emulator.delay.2500' | Get-SevuTicketAttempt", false)]
    [InlineData("'emulator.delay.10' | Get-SevuTicketAttempt", false)]
    public void Says_nothing_of_a_short_run_or_where_nobody_wants_to_know(string commandLine, bool shown)
    {
        IReadOnlyList<ProgressRecord> progress = Engine.Run(commandLine).AssertNoErrors().Progress;

        Assert.Equal(shown, progress.Any(record => record.StatusDescription.Contains("0 tickets done")));
        Assert.Equal(shown, progress.Any());
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int before;
        while ((before = most) < value && Interlocked.CompareExchange(ref most, value, before) != before)
        {
        }
    }
}
