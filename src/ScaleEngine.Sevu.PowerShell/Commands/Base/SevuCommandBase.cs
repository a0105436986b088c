using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Service;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>Base of the cmdlets that use a connection: finds it, stops requests with the pipeline, and reports
/// errors.</summary>
public abstract class SevuCommandBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _timeWarnings = [];
    private SevuService? _service;

    private protected SevuCommandBase()
    {
    }

    /// <summary>The connection to use instead of the current one, from <c>Connect-Sevu -PassThru</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public SevuConnection? Connection { get; set; }

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    private protected CancellationToken StoppingToken => _stopping.Token;

    /// <summary>What the requests of this run share.</summary>
    private protected RunState Run { get; } = new();

    /// <summary>Whether -Debug and -Verbose messages are wanted.</summary>
    private protected EnabledStreams Streams { get; private set; }

    /// <summary>The service, for the pipeline thread only.</summary>
    private protected SevuService Service => _service ??= CreateService(new PipelineMessages(this, Streams), Connection!.Retry);

    /// <summary>Cancels requests that are still running when the pipeline ends.</summary>
    public void Dispose()
    {
        // The token source is not disposed: requests that are being cancelled still use its token.
        _stopping.Cancel();
        OnPipelineEnded();
        GC.SuppressFinalize(this);
    }

    /// <summary>Finds the connection, or ends the pipeline with an error.</summary>
    protected override void BeginProcessing()
    {
        Connection ??= this.RequireConnection();
        Streams = EnabledStreams.Of(this);
    }

    /// <summary>Cancels the running request.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Called when all commands of the pipeline have ended, or it was stopped. Nothing can be written any more.</summary>
    private protected virtual void OnPipelineEnded()
    {
    }

    /// <summary>Processes one input. A failure becomes an error for that input; a failure that is fatal for the connection ends
    /// the pipeline.</summary>
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

    /// <summary>Warns, once per time, about a local time that occurs twice or not at all.</summary>
    private protected void WarnAboutLocalTime(string parameter, DateTime? time)
    {
        if (LocalTimeWarning.For(parameter, time) is string warning && _timeWarnings.Add(warning))
        {
            this.Warn(warning);
        }
    }

    private protected SevuService CreateService(IMessages messages, RetrySettings retry)
        => new(Connection!, retry, messages, Run, StoppingToken);
}
