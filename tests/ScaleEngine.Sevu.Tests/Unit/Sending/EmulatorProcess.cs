using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Tests.Unit.Sending;

/// <summary>The emulator in a separate process: it needs .NET, and these tests also run on .NET Framework and Mono.</summary>
public sealed class EmulatorProcess : IDisposable
{
    private readonly Process _process;

    public EmulatorProcess()
    {
        string program = typeof(EmulatorProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Emulator").Value!;
        _process = Process.Start(new ProcessStartInfo("dotnet", $"\"{program}\"") { RedirectStandardOutput = true, UseShellExecute = false })!;
        Match endpoint = Match.Empty;
        while (!endpoint.Success)
        {
            string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The emulator did not start.");
            endpoint = Regex.Match(line, "http://127[^ ]+/stable/");
        }

        Endpoint = new Uri(endpoint.Value);
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
