using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A session of the real PowerShell engine with the module imported.</summary>
internal sealed class Engine : IDisposable
{
    // Runspaces that open at the same time sometimes do not find an existing module: open one at a time.
    private static readonly Lock Opening = new();

    private readonly Runspace _runspace;
    private PowerShell? _running;

    public Engine()
    {
        InitialSessionState state = InitialSessionState.CreateDefault();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([ModuleUnderTest.Manifest]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        lock (Opening)
        {
            _runspace.Open();
        }
    }

    /// <summary>A session connected to an emulator with its sample account, without automatic retries.</summary>
    public static Engine ConnectedTo(Uri endpoint) => Connected("-Endpoint $args[3] -TimeoutSec 30 -MaximumRetryCount 0", endpoint);

    /// <summary>A session connected to a name that does not exist, through this proxy, without automatic retries.</summary>
    public static Engine ConnectedThrough(Uri proxy)
        => Connected("-Endpoint https://sevu.example.invalid/stable/ -TimeoutSec 30 -MaximumRetryCount 0 -Proxy $args[3]", proxy);

    /// <summary>Uses this connection instead of the current one for commands without -Connection.</summary>
    public Engine Using(SevuConnection connection)
    {
        Run("$global:PSDefaultParameterValues['*-Sevu*:Connection'] = $args[0]", connection).AssertNoErrors();
        return this;
    }

    /// <param name="script">The command line.</param>
    /// <param name="arguments">Its <c>$args</c>.</param>
    public RunResult Run(string script, params object?[] arguments) => Run(script, onOutput: null, arguments);

    /// <param name="script">The command line.</param>
    /// <param name="onOutput">Called for each output object.</param>
    /// <param name="arguments">Its <c>$args</c>.</param>
    public RunResult Run(string script, Action<PowerShell, PSObject>? onOutput, params object?[] arguments)
    {
        using PowerShell shell = PowerShell.Create(_runspace).AddScript(
            // A statement-terminating error ends the script too, so that a test can tell it from a non-terminating one.
            $"try {{ {script} }} catch {{ throw }}");
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        _running = shell;
        PSDataCollection<PSObject> output = [];
        if (onOutput is not null)
        {
            output.DataAdded += (_, added) => onOutput(shell, output[added.Index]);
        }

        RuntimeException? terminated = null;
        try
        {
            shell.Invoke(input: null, output);
        }
        catch (RuntimeException failure)
        {
            terminated = failure;
        }

        return new RunResult(
            [.. output],
            [.. shell.Streams.Error, .. terminated is { ErrorRecord: ErrorRecord record } ? (ErrorRecord[])[record] : []],
            terminated,
            shell.InvocationStateInfo.State == PSInvocationState.Stopped,
            [.. shell.Streams.Warning.Select(warning => warning.Message)],
            [.. shell.Streams.Verbose.Select(verbose => verbose.Message)],
            [.. shell.Streams.Debug.Select(debug => debug.Message)],
            [.. shell.Streams.Progress]);
    }

    /// <returns>All that is seen of an error by somebody who looks closely.</returns>
    public string Show(ErrorRecord error) => string.Concat(Run(
        "$e = $args[0]; $e, $e.CategoryInfo, $e.Exception, $e.TargetObject | Format-List * -Force | Out-String; $e | Out-String; \"$($e.TargetObject)\"",
        error).AssertNoErrors().Output);

    /// <summary>Stops the running command, as Ctrl+C does.</summary>
    public void Stop() => _running!.BeginStop(null, null);

    public void Dispose() => _runspace.Dispose();

    private static Engine Connected(string parameters, Uri address)
    {
        Engine engine = new();
        engine.Run($"Connect-Sevu -CdnId $args[0] -ApiKey $args[1] -ApiSecret $args[2] {parameters}",
            Samples.CdnId, Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret), address).AssertNoErrors();
        return engine;
    }
}
