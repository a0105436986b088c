using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Pester;

/// <summary>Runs the Pester tests in PowerShell and reports the result of each.</summary>
public sealed class PesterTests
{
    /// <summary>The number of concurrent processes. The tests wait more than they compute.</summary>
    private const int Processes = 2;

    /// <summary>About ten times the usual duration.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    /// <summary>Runs the Pester tests only when the tests run, not when they are listed.</summary>
    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void Pester(PesterResult test) => Assert.True(test.Result == "Passed", test.Message);

    /// <summary>Runs all Pester tests, in several concurrent processes.</summary>
    public static async Task<IEnumerable<TheoryDataRow<PesterResult>>> Results()
    {
        IEnumerable<string[]> groups = new DirectoryInfo(Path.GetDirectoryName(Metadata("Script"))!).GetFiles("*.Tests.ps1")
            .OrderByDescending(file => file.Length)
            .Select((file, index) => (file.FullName, Group: index % Processes))
            .GroupBy(file => file.Group, file => file.FullName, (_, files) => files.ToArray());
        PesterResult[][] results = await Task.WhenAll(groups.Select(RunGroupAsync));
        return results.SelectMany(group => group).Select(test => new TheoryDataRow<PesterResult>(test)
        {
            TestDisplayName = test.Name,
            Label = "",
            Skip = test.Result == "Skipped" ? test.Message : null,
        });
    }

    private static async Task<PesterResult[]> RunGroupAsync(string[] files)
    {
        string resultFile = Path.GetTempFileName();
        try
        {
            string output = await RunPowerShellAsync(["-ResultPath", resultFile, .. files]);
            string json = await File.ReadAllTextAsync(resultFile, TestContext.Current.CancellationToken);
            return json.Length == 0
                ? [new(string.Join(", ", files.Select(Path.GetFileName)), "Failed", "PowerShell ended without a result:\n" + output)]
                : JsonSerializer.Deserialize<PesterResult[]>(json)!;
        }
        finally
        {
            File.Delete(resultFile);
        }
    }

    /// <returns>The output.</returns>
    private static async Task<string> RunPowerShellAsync(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-File", Metadata("Script"), .. arguments])
        {
            RedirectStandardOutput = true,
            // Tiered PGO costs more time than it saves in processes that run for a minute, and in their child processes.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        StringBuilder output = new();
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Timeout);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            output.AppendLine(CultureInfo.InvariantCulture, $"Not done after {Timeout}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        return output.ToString();
    }

    private static string Metadata(string key)
        => typeof(PesterTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}

/// <summary>The result of a Pester test.</summary>
/// <param name="Name">The test's file and name.</param>
/// <param name="Result"><c>Passed</c>, <c>Failed</c> or <c>Skipped</c>.</param>
/// <param name="Message">The error, or the reason why the test was skipped.</param>
public sealed record PesterResult(string Name, string Result, string Message);
