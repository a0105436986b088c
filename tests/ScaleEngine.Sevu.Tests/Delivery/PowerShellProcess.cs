using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Delivery;

/// <summary>A PowerShell in a process of its own, with the staged module, connected to a peer, without retries.</summary>
internal static class PowerShellProcess
{
    /// <summary>More than ten times the usual duration.</summary>
    private static readonly TimeSpan Timeout = Endurance.IsFull ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);

    private const string Script =
        """
        Import-Module $env:SEVU_TEST_MODULE
        $key, $secret = $env:SEVU_TEST_KEY, $env:SEVU_TEST_SECRET | ForEach-Object { ConvertTo-SecureString $_ -AsPlainText -Force }
        Connect-Sevu -CdnId 158 -ApiKey $key -ApiSecret $secret -Endpoint $env:SEVU_TEST_ENDPOINT -MaximumRetryCount 0
        $Error.Clear()
        $count = 0
        try { {0} 2>$null 3>$null | . { process { $count++ } } } catch { }
        ((@($count) + @($Error | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] })) -join ' ')
        $null = [Console]::In.ReadLine()
        """;

    /// <param name="command">Its output is counted.</param>
    /// <param name="endpoint">The peer.</param>
    /// <returns>The number of objects and the ids of errors, and the most memory that the process had.</returns>
    public static async Task<PowerShellResult> RunAsync(string command, Uri endpoint)
    {
        ProcessStartInfo start = new(
            "dotnet", [Target.Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-Command", Script.Replace("{0}", command, StringComparison.Ordinal)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["SEVU_TEST_MODULE"] = Target.Manifest,
                ["SEVU_TEST_KEY"] = Samples.ApiKey,
                ["SEVU_TEST_SECRET"] = Samples.ApiSecret,
                ["SEVU_TEST_ENDPOINT"] = endpoint.ToString(),
                ["POWERSHELL_UPDATECHECK"] = "Off",
                // A module that keeps everything fails, instead of taking the memory of the machine.
                ["DOTNET_GCHeapHardLimit"] = "80000000",
            },
        };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Timeout);
        Stopwatch elapsed = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(stop.Token);
            string? output = await process.StandardOutput.ReadLineAsync(stop.Token);
            // It waits, so that its memory can be asked for.
            long memory = output is null ? 0 : process.PeakWorkingSet64;
            process.StandardInput.Close();
            return new PowerShellResult(output ?? await errors, memory, elapsed.Elapsed);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}

/// <summary>What <see cref="PowerShellProcess"/> returns.</summary>
/// <param name="Output">The number of objects and the ids of errors.</param>
/// <param name="PeakMemory">In bytes.</param>
/// <param name="Elapsed">From the start of the process.</param>
internal sealed record PowerShellResult(string Output, long PeakMemory, TimeSpan Elapsed);
