using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class StreamingTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void An_object_is_output_before_the_next_one_arrives()
    {
        TaskCompletionSource firstIsOutput = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Emulator.Respond("one-by-one", async context =>
        {
            await context.Response.WriteAsync("""{"code":2101,"attempts":[{"server":"first"},""");
            await context.Response.Body.FlushAsync();
            await firstIsOutput.Task.WaitAsync(Deadline);
            await context.Response.WriteAsync("""{"server":"second"}]}""");
        });

        RunResult result = Engine.Run("Get-SevuTicketAttempt one-by-one", (_, _) => firstIsOutput.TrySetResult()).AssertNoErrors();

        Assert.Equal(["first", "second"], result.Attempts.Select(attempt => attempt.Server));
    }

    [Fact]
    public async Task Select_Object_First_ends_the_download()
    {
        Task aborted = RespondEndlessly("enough");

        RunResult result = Engine.Run("Get-SevuTicketAttempt enough | Select-Object -First 1");

        Assert.Single(result.AssertNoErrors().Output);
        await aborted.WaitAsync(Deadline, Cancellation);
    }

    [Fact]
    public async Task Stopping_ends_a_download_immediately()
    {
        Task aborted = RespondEndlessly("stopped");

        RunResult result = Engine.Run("Get-SevuTicketAttempt stopped", (shell, _) => shell.BeginStop(null, null));

        Assert.True(result.Stopped);
        await aborted.WaitAsync(Deadline, Cancellation);
    }

    [Fact]
    public async Task Runspaces_can_share_a_connection()
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

    /// <returns>A task that completes when the client closes the connection.</returns>
    private Task RespondEndlessly(string ticket)
    {
        TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Emulator.Respond(ticket, async context =>
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
