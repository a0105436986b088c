using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The real PowerShell engine with the module imported, as one user's session.</summary>
internal sealed class Engine : IDisposable
{
    // Runspaces that open at once now and then fail to find a module that is there: one at a time.
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

    /// <summary>A session connected to an emulator with its sample account. A failure is not tried again by itself.</summary>
    public static Engine ConnectedTo(Uri endpoint) => Connected("-Endpoint $args[3] -TimeoutSec 30 -MaximumRetryCount 0", endpoint);

    /// <summary>A session connected to an address where nobody listens, through an emulator as its proxy.</summary>
    public static Engine ConnectedThrough(Uri proxy) => Connected("-Endpoint http://localhost:1/stable/ -Proxy $args[3]", proxy);

    /// <summary>Uses a connection where a line gives none, instead of the current one.</summary>
    public Engine Using(SevuConnection connection)
    {
        Run("$global:PSDefaultParameterValues['*-Sevu*:Connection'] = $args[0]", connection).AssertNoErrors();
        return this;
    }

    /// <param name="script">What a user would type.</param>
    /// <param name="arguments">Its <c>$args</c>.</param>
    public RunResult Run(string script, params object?[] arguments) => Run(script, onOutput: null, arguments);

    /// <param name="script">What a user would type.</param>
    /// <param name="onOutput">Called with each object as it comes out.</param>
    /// <param name="arguments">Its <c>$args</c>.</param>
    public RunResult Run(string script, Action<PowerShell, PSObject>? onOutput, params object?[] arguments)
    {
        using PowerShell shell = PowerShell.Create(_runspace).AddScript(
            // So that an error that ends a statement ends the script too, and can be told from one that does not.
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

    /// <summary>Ctrl+C on what runs.</summary>
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
