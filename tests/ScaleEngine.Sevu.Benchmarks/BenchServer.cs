using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;

namespace ScaleEngine.Sevu.Benchmarks;

/// <summary>The emulator with prepared responses, so that it uses little CPU time during a measurement: <c>bench.attempts.N</c>,
/// <c>bench.small.0</c> to <c>bench.small.999</c>, which have 200 attempts each, and <c>bench.delay.0</c> to
/// <c>bench.delay.319</c>, which take 200 ms each.</summary>
internal static class BenchServer
{
    private const int DelayedTickets = 320;
    private const int SmallTickets = 1_000;
    private const int SmallSize = 200;

    private static readonly int[] s_sizes = [1_000, 1_000_000];
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs until standard input ends.</summary>
    public static async Task RunAsync()
    {
        await using SevuEmulator emulator = await SevuEmulator.StartAsync();
        foreach (int size in s_sizes)
        {
            Prepare(emulator, string.Create(CultureInfo.InvariantCulture, $"bench.attempts.{size}"), await CapturedResponse.GetAsync(emulator.Endpoint, size, "gzip"));
        }

        byte[] small = await CapturedResponse.GetAsync(emulator.Endpoint, SmallSize, "gzip");
        foreach (int ticket in Enumerable.Range(0, SmallTickets))
        {
            Prepare(emulator, string.Create(CultureInfo.InvariantCulture, $"bench.small.{ticket}"), small);
        }

        foreach (int ticket in Enumerable.Range(0, DelayedTickets))
        {
            emulator.Respond(string.Create(CultureInfo.InvariantCulture, $"bench.delay.{ticket}"), async context =>
            {
                await Task.Delay(s_delay, context.RequestAborted);
                await context.Response.WriteAsync("""{"code":2101,"status":"success","attempts":[{"success":1}]}""", context.RequestAborted);
            });
        }

        Console.WriteLine(emulator.Endpoint);
        await Console.In.ReadToEndAsync(CancellationToken.None);
    }

    private static void Prepare(SevuEmulator emulator, string key, byte[] body) => emulator.Respond(key, context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    });
}
