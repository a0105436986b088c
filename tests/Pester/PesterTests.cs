using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Pester;

/// <summary>Runs the Pester tests in PowerShell, and passes on what each of them gave.</summary>
public sealed class PesterTests
{
    private const int Processes = 3;

    /// <summary>Some ten times as long as they take.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    /// <summary>Runs when the tests run, and not already when something lists them.</summary>
    [Theory]
    [MemberData(nameof(RunAsync), DisableDiscoveryEnumeration = true)]
    public void Pester(PesterResult test) => Assert.True(test.Result == "Passed", test.Message);

    /// <summary>Runs all Pester tests, in a few processes at once: they wait more than they work.</summary>
    public static async Task<IEnumerable<TheoryDataRow<PesterResult>>> RunAsync()
    {
        IEnumerable<string[]> groups = new DirectoryInfo(Path.GetDirectoryName(Metadata("Script"))!).GetFiles("*.Tests.ps1")
            .OrderByDescending(file => file.Length)
            .Select((file, index) => (file.FullName, Group: index % Processes))
            .GroupBy(file => file.Group, file => file.FullName, (_, files) => files.ToArray());
        PesterResult[][] results = await Task.WhenAll(groups.Select(RunAsync));
        return results.SelectMany(group => group).Select(test => new TheoryDataRow<PesterResult>(test)
        {
            TestDisplayName = test.Name,
            Label = "",
            Skip = test.Result == "Skipped" ? test.Message : null,
        });
    }

    private static async Task<PesterResult[]> RunAsync(string[] files)
    {
        string resultFile = Path.GetTempFileName();
        try
        {
            string output = await RunPowerShellAsync(["-ResultPath", resultFile, .. files]);
            string json = await File.ReadAllTextAsync(resultFile, TestContext.Current.CancellationToken);
            return json.Length == 0
                ? throw new InvalidOperationException("The Pester tests ended without a result:\n" + output)
                : JsonSerializer.Deserialize<PesterResult[]>(json)!;
        }
        finally
        {
            File.Delete(resultFile);
        }
    }

    private static async Task<string> RunPowerShellAsync(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-File", Metadata("Script"), .. arguments])
        {
            RedirectStandardOutput = true,
            // For it and for what it starts: none runs long enough to win back what it costs.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Timeout);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(stop.Token);
            await process.WaitForExitAsync(stop.Token);
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Metadata(string key)
        => typeof(PesterTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}

/// <summary>What a Pester test gave.</summary>
/// <param name="Name">Its file and its name.</param>
/// <param name="Result"><c>Passed</c>, <c>Failed</c> or <c>Skipped</c>.</param>
/// <param name="Message">Why it failed or was skipped.</param>
public sealed record PesterResult(string Name, string Result, string Message);
