using System;
using System.Management.Automation;
using System.Threading;

namespace ScaleEngine.Sevu.Commands;

/// <summary>What the cmdlets share that use a connection: which one it is, stopping, and errors.</summary>
public abstract class SevuCommandBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private protected SevuCommandBase()
    {
    }

    /// <summary>The connection to use instead of the current one, from <c>Connect-Sevu -PassThru</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public SevuConnection? Connection { get; set; }

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    private protected CancellationToken StoppingToken => _stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Finds the connection, or ends the pipeline with an error that says to run Connect-Sevu.</summary>
    protected override void BeginProcessing() => Connection ??= this.RequireConnection();

    /// <summary>Ends a request that is under way.</summary>
    protected override void StopProcessing() => _stopping.Cancel();
}
