using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A script in a PowerShell process of its own.</summary>
internal sealed class ChildSession : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <param name="script">The script's name, in the folder <c>EndToEnd/Sessions</c>.</param>
    /// <param name="arguments">The script's arguments.</param>
    /// <param name="environment">Environment variables to set.</param>
    public ChildSession(string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "EndToEnd", "Sessions", script);
        ProcessStartInfo start = new(
            "dotnet", [Target.Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-File", path, ModuleUnderTest.Manifest, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["NO_COLOR"] = "1" },
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>The most memory that the process had so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Ends the wait of a script that reads a line.</summary>
    public void Continue() => _process.StandardInput.WriteLine();

    /// <summary>Reads up to this line.</summary>
    /// <param name="last">The line.</param>
    /// <param name="timeout">How long each line may take; five minutes by default.</param>
    /// <returns>The lines before it.</returns>
    public async Task<IReadOnlyList<string>> ReadToAsync(string last, TimeSpan? timeout = null)
    {
        List<string> lines = [];
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(timeout ?? TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken) is string line)
        {
            if (line == last)
            {
                return lines;
            }

            lines.Add(line);
        }

        throw new InvalidOperationException($"The script ended before '{last}':\n{string.Join('\n', lines)}\n{await _errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
