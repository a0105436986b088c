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
    public void The_throttle_limit_is_the_number_of_concurrent_requests(string cmdlet, int limit)
    {
        int concurrent = 0;
        int max = 0;
        using SemaphoreSlim enough = new(0);
        string[] keys = [.. Enumerable.Range(0, 3 * limit).Select(index => $"at-once.{cmdlet}.{limit}.{index}")];
        foreach (string key in keys)
        {
            Emulator.Respond(key, async context =>
            {
                int now = Interlocked.Increment(ref concurrent);
                InterlockedMax(ref max, now);
                if (now == limit)
                {
                    // A request over the limit would arrive now.
                    await Task.Delay(100);
                    enough.Release(limit);
                }

                await enough.WaitAsync(Deadline, context.RequestAborted);
                Interlocked.Decrement(ref concurrent);
                await context.Response.WriteAsync($$"""{"code":2101,"attempts":[{"key":"{{key}}"}],"key":"{{key}}"}""");
            });
        }

        RunResult result = Engine.Run($"$args[0] | {cmdlet} -ThrottleLimit $args[1]", keys, limit).AssertNoErrors();

        Assert.Equal(limit, max);
        Assert.Equal(keys, result.Output.Select(item => item.Properties["Key"].Value));
    }

    [Fact]
    public void Objects_and_errors_are_output_in_the_order_of_the_input()
    {
        RunResult result = Engine.Run(
            "'emulator.delay.600', [pscustomobject]@{ Key = '' }, 'emulator.attempts.1', 'emulator.http.404', 'emulator.attempts.2' | Get-SevuTicketAttempt -ErrorAction Continue 2>&1")
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
    public void A_ticket_is_requested_before_the_next_key_arrives()
    {
        Action<string> await = key => WaitForRequestAsync(key).GetAwaiter().GetResult();

        Engine.Run(
            "$await = $args[0]; 1..3 | ForEach-Object { \"emulator.attempts.400$_\"; $await.Invoke(\"emulator.attempts.400$_\") } | Get-SevuTicketAttempt",
            await).AssertNoErrors();
    }

    [Theory]
    [InlineData("$keys | Get-SevuTicketAttempt -ThrottleLimit 2")]
    [InlineData("Get-SevuTicketAttempt $keys -ThrottleLimit 2")]
    public void A_slow_ticket_does_not_stop_the_start_of_others(string command)
    {
        string[] keys = [$"head.{Guid.NewGuid():N}", .. Enumerable.Range(1, 50).Select(count => $"emulator.attempts.{count}")];
        Emulator.Respond(keys[0], async context =>
        {
            await WaitForRequestAsync(keys[^1]);
            await context.Response.WriteAsync("""{"code":2101,"attempts":[{}]}""");
        });

        RunResult result = Engine.Run("$keys = $args[0]; " + command, (object)keys).AssertNoErrors();

        Assert.Equal(keys[1..], result.Attempts.Skip(1).Select(attempt => attempt.Key).Distinct());
    }

    [Fact]
    public void A_finished_ticket_comes_out_while_the_next_key_is_waited_for()
    {
        using ManualResetEventSlim seen = new();

        // Waits for output half as long as the command before it took.
        Engine.Run(
            "$seen, $deadline = $args; "
            + "& { Start-Sleep 10; 'emulator.attempts.1'; if (-not $seen.Wait($deadline)) { throw 'late' } } | Get-SevuTicketAttempt | ForEach-Object { $seen.Set() }",
            seen, Deadline).AssertNoErrors();
    }

    [Fact]
    public async Task A_slow_pipeline_stops_the_download()
    {
        long sent = 0;
        Emulator.Respond("endless", async context =>
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
        // A few thousand attempts wait in the module. The socket buffers hold more, since the data is compressed.
        Assert.InRange(before, 1, 5_000_000);
    }

    [Fact]
    public async Task A_terminating_error_ends_the_other_downloads()
    {
        TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Emulator.Respond("never", async context =>
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
    public void Shows_progress_for_a_long_run()
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
    public void Shows_no_progress_for_a_short_run_or_if_it_is_turned_off(string commandLine, bool shown)
    {
        IReadOnlyList<ProgressRecord> progress = Engine.Run(commandLine).AssertNoErrors().Progress;

        Assert.Equal(shown, progress.Any(record => record.StatusDescription.Contains("0 tickets done")));
        Assert.Equal(shown, progress.Any());
    }

    private static void InterlockedMax(ref int max, int value)
    {
        int before;
        while ((before = max) < value && Interlocked.CompareExchange(ref max, value, before) != before)
        {
        }
    }
}
