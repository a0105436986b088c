using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class StreamingTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void An_object_leaves_before_the_next_one_has_come()
    {
        TaskCompletionSource firstIsOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Emulator.Answer("one-by-one", async context =>
        {
            await context.Response.WriteAsync("""{"code":2101,"attempts":[{"server":"first"},""");
            await context.Response.Body.FlushAsync();
            await firstIsOut.Task.WaitAsync(Deadline);
            await context.Response.WriteAsync("""{"server":"second"}]}""");
        });

        RunResult result = Engine.Run("Get-SevuTicketAttempt one-by-one", (_, _) => firstIsOut.TrySetResult()).AssertNoErrors();

        Assert.Equal(["first", "second"], result.Attempts.Select(attempt => attempt.Server));
    }

    [Fact]
    public async Task Taking_enough_ends_the_download()
    {
        Task aborted = AnswerEndlessly("enough");

        RunResult result = Engine.Run("Get-SevuTicketAttempt enough | Select-Object -First 1");

        Assert.Single(result.AssertNoErrors().Output);
        await aborted.WaitAsync(Deadline, Cancellation);
    }

    [Fact]
    public async Task Stopping_ends_a_download_at_once()
    {
        Task aborted = AnswerEndlessly("stopped");

        RunResult result = Engine.Run("Get-SevuTicketAttempt stopped", (shell, _) => shell.BeginStop(null, null));

        Assert.True(result.Stopped);
        await aborted.WaitAsync(Deadline, Cancellation);
    }

    [Theory]
    [InlineData("emulator.delay.60000")]
    [InlineData("emulator.stall.2")]
    public async Task Stopping_ends_a_wait_at_once(string ticket)
    {
        Task<RunResult> run = RunInBackground("Get-SevuTicketAttempt $args[0]", ticket);
        await RequestForAsync(ticket);

        await AssertStopsAtOnceAsync(run);
    }

    [Fact]
    public void Memory_stays_constant_whatever_the_answers_size()
    {
        long before = 0;
        long most = 0;
        int count = 0;
        Engine.Run("$sample = $args[0]; Get-SevuTicketAttempt emulator.attempts.200000 | ForEach-Object { if ($_.Success) { $sample.Invoke() } }", (Action)Sample).AssertNoErrors();

        Assert.InRange(count, 100_000, 200_000);
        // Kept, they would take some 140 MB; the rest leaves room for the tests that run beside this one.
        Assert.InRange(most - before, long.MinValue, 50_000_000);

        void Sample()
        {
            count++;
            if (count % 25_000 == 1)
            {
                long now = GC.GetTotalMemory(forceFullCollection: true);
                before = before == 0 ? now : before;
                most = Math.Max(most, now);
            }
        }
    }

    [Fact]
    public async Task A_connection_is_safe_to_share_between_runspaces()
    {
        SevuConnection connection = Connect();

        RunResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(runspace => Task.Run(() =>
        {
            using Engine engine = new();
            return engine.Run(
                "$c, $first = $args; 0..9 | ForEach-Object { 'emulator.attempts.' + ($first + $_) } | Get-SevuTicketAttempt -Connection $c",
                connection, runspace * 10);
        })));

        // The sum of 0 to 39.
        Assert.Equal(780, results.Sum(result => result.AssertNoErrors().Output.Count));
    }

    /// <returns>Done when the client has hung up.</returns>
    private Task AnswerEndlessly(string ticket)
    {
        TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Emulator.Answer(ticket, async context =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await context.Response.WriteAsync("""{"code":2101,"attempts":[{}""");
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(",{}");
            }
        });
        return aborted.Task;
    }
}
