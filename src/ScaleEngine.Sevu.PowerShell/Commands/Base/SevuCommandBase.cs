using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Service;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>What the cmdlets share that use a connection: which one it is, sending, stopping, and errors.</summary>
public abstract class SevuCommandBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly OnceFlag _unreadableTimeWarning = new();

    private protected SevuCommandBase()
    {
    }

    /// <summary>The connection to use instead of the current one, from <c>Connect-Sevu -PassThru</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public SevuConnection? Connection { get; set; }

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    private protected CancellationToken StoppingToken => _stopping.Token;

    /// <summary>Which messages this run makes at all.</summary>
    private protected EnabledStreams Streams { get; private set; }

    /// <summary>The service; for the pipeline's thread alone.</summary>
    private protected SevuService Service { get; private set; } = null!;

    /// <summary>Ends what is still under way, where the pipeline ended before.</summary>
    public void Dispose()
    {
        // Not disposed of: what ends now still looks at its token.
        _stopping.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Finds the connection, or ends the pipeline with an error that says to run Connect-Sevu.</summary>
    protected override void BeginProcessing()
    {
        Connection ??= this.RequireConnection();
        Streams = EnabledStreams.Of(this);
        Service = CreateService(new PipelineMessages(this, Streams), Connection.Retry);
    }

    /// <summary>Ends a request that is under way.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Does what concerns one input. Its failure is that input's error; one that would meet every further input
    /// too ends the pipeline.</summary>
    /// <param name="target">The input.</param>
    /// <param name="name">What messages call it; null for nothing.</param>
    /// <param name="action">What is done.</param>
    private protected void ProcessInput(object? target, string? name, Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (SevuException failure) when (failure.IsFatalForConnection)
        {
            ThrowTerminatingError(failure.ToErrorRecord(target, name));
        }
        catch (SevuException failure)
        {
            WriteError(failure.ToErrorRecord(target, name));
        }
    }

    /// <param name="messages">Is told what happens.</param>
    /// <param name="retry">How often what only reads is tried again.</param>
    private protected SevuService CreateService(IMessages messages, RetryPolicy retry)
        => new(Connection!, retry, messages, _unreadableTimeWarning, StoppingToken);
}
