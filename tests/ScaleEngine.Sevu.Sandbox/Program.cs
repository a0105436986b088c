using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;

namespace ScaleEngine.Sevu.Sandbox;

/// <summary>Starts PowerShell with the module loaded and connected to the emulator. Only the .NET SDK must be installed. Passes its
/// arguments to <c>pwsh</c> (<c>-Command</c>, <c>-File</c>, …) and returns the exit code. Without arguments it runs a
/// demonstration and, in a terminal, opens a prompt.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // PowerShell handles Ctrl+C in the same terminal.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        string configuration = Path.Combine(Path.GetTempPath(), $"sevu-sandbox-{Environment.ProcessId}.pssc");
        try
        {
            await File.WriteAllTextAsync(configuration, $$"""
                @{
                    SchemaVersion    = '2.0.0.0'
                    GUID             = '{{Guid.NewGuid()}}'
                    SessionType      = 'Default'
                    ScriptsToProcess = '{{SessionFile("Start.ps1")}}'
                }
                """);
            await using SevuEmulator emulator = await SevuEmulator.StartAsync();
            using Process powerShell = Process.Start(PowerShell(configuration, emulator, args is [] ? Demo() : args))!;
            using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                powerShell.Kill(entireProcessTree: true);
            });
            await powerShell.WaitForExitAsync();
            return powerShell.ExitCode;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The sandbox could not start: {failure.Message}");
            return 1;
        }
        finally
        {
            File.Delete(configuration);
        }
    }

    private static string[] Demo()
    {
        string script = SessionFile("Demo.ps1");
        bool isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        return isTerminal ? ["-NoExit", "-File", script, "-Prompt"] : ["-File", script];
    }

    private static ProcessStartInfo PowerShell(string configuration, SevuEmulator emulator, string[] arguments)
    {
        string[] modules =
        [
            Path.GetFullPath(Path.Combine(Metadata("StagedModule"), "..")),
            SessionFile("Modules"),
            Environment.GetEnvironmentVariable("PSModulePath") ?? "",
        ];
        return new ProcessStartInfo(
            "dotnet", [Metadata("PowerShell"), "-NoLogo", "-NoProfile", "-ConfigurationFile", configuration, .. arguments])
        {
            Environment =
            {
                // PowerShell appends its own folders.
                ["PSModulePath"] = string.Join(Path.PathSeparator, modules),
                ["SEVU_SANDBOX_FOLDER"] = Directory.CreateDirectory(Metadata("WorkFolder")).FullName,
                ["SEVU_SANDBOX_ENDPOINT"] = emulator.Endpoint.ToString(),
                ["SEVU_SANDBOX_CDN"] = $"{emulator.Account.CdnId}",
                ["SEVU_SANDBOX_KEY"] = emulator.Account.ApiKey,
                ["SEVU_SANDBOX_SECRET"] = emulator.Account.ApiSecret,
                ["POWERSHELL_UPDATECHECK"] = "Off",
            },
        };
    }

    private static string SessionFile(string name) => Path.Combine(AppContext.BaseDirectory, "Session", name);

    private static string Metadata(string key)
        => typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
