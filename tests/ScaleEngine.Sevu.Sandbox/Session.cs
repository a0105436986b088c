using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Reflection;
using ScaleEngine.Sevu.Emulator;

namespace ScaleEngine.Sevu.Sandbox;

/// <summary>A runspace with the staged module, connected to the emulator.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;

    private Session(Runspace runspace) => _runspace = runspace;

    public static Session Open(SevuEmulator emulator)
    {
        string module = typeof(Session).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "StagedModule").Value!;
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([Path.Combine(module, "ScaleEngine.Sevu.psd1")]);
        Runspace runspace = RunspaceFactory.CreateRunspace(new ConsoleHost(), state);
        runspace.Open();

        using PowerShell connect = PowerShell.Create(runspace)
            .AddCommand("Connect-Sevu")
            .AddParameter("CdnId", emulator.Account.CdnId)
            .AddParameter("ApiKey", new NetworkCredential("", emulator.Account.ApiKey).SecurePassword)
            .AddParameter("ApiSecret", new NetworkCredential("", emulator.Account.ApiSecret).SecurePassword)
            .AddParameter("Endpoint", emulator.Endpoint);
        connect.Invoke();
        return new Session(runspace);
    }

    /// <summary>Runs a command line as the prompt does, with its output shown.</summary>
    /// <returns>0, or 1 if there was an error.</returns>
    public int Run(string commandLine)
    {
        using PowerShell shell = PowerShell.Create(_runspace)
            .AddScript(commandLine)
            .AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            shell.BeginStop(null, null);
        };
        bool ended = false;
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException failure)
        {
            using PowerShell report = PowerShell.Create(_runspace)
                .AddCommand("Out-Default")
                .AddParameter("InputObject", failure.ErrorRecord);
            report.Invoke();
            ended = true;
        }

        return ended || _runspace.SessionStateProxy.GetVariable("Error") is ICollection { Count: > 0 } ? 1 : 0;
    }

    public void Dispose() => _runspace.Dispose();
}
