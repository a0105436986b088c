using System;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;

namespace ScaleEngine.Sevu.Sandbox;

/// <summary>The module in the real PowerShell engine, connected to the service's stand-in: nothing needs to be
/// installed but the .NET SDK.</summary>
internal static class Program
{
    private const string Usage = """
        Usage: dotnet run --project tests/ScaleEngine.Sevu.Sandbox [-- -Command "<pipeline>"]
        Without -Command, the sandbox shows the rejected attempts of a ticket in the last six hours.
        """;

    private static async Task<int> Main(string[] args)
    {
        string? command = args switch
        {
            [] => null,
            ["-Command" or "-command" or "-c", string pipeline] => pipeline,
            _ => "",
        };
        if (command is "")
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        await using SevuEmulator emulator = await SevuEmulator.StartAsync();
        using Session session = Session.Open(emulator);
        if (command is not null)
        {
            return session.Run(command);
        }

        string demo = $"Get-SevuTicketAttempt {emulator.Log.SharedTicket.Key} -StartTime ([datetime]::Now.AddHours(-6)) | Where-Object Success -eq $false";
        Console.WriteLine($"PS> {demo}");
        int exitCode = session.Run(demo);
        Console.WriteLine("""Your own: dotnet run --project tests/ScaleEngine.Sevu.Sandbox -- -Command "Get-Command -Module ScaleEngine.Sevu" """);
        return exitCode;
    }
}
