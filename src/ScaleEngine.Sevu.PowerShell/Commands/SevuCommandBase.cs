using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>What the cmdlets share that use a connection: which one it is, sending, stopping, and errors.</summary>
public abstract class SevuCommandBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private bool _warnedOfTime;

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

    /// <summary>Does what concerns one input. Its failure is that input's error; one that would meet every further input
    /// too ends the pipeline.</summary>
    /// <param name="target">The input.</param>
    /// <param name="subject">What messages call it; null for nothing.</param>
    /// <param name="action">What is done.</param>
    private protected void Process(object? target, string? subject, Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (SevuException failure) when (failure.DoomsEveryRequest())
        {
            ThrowTerminatingError(failure.ToErrorRecord(target, subject));
        }
        catch (SevuException failure)
        {
            WriteError(failure.ToErrorRecord(target, subject));
        }
    }

    /// <summary>Signs and sends a request once. The answer is to be disposed of.</summary>
    private protected SevuResponse Send(SevuRequest request)
    {
        SevuConnection connection = Connection!;
        long timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        WriteDebug(DisplayText.Format(Messages.DebugRequest, connection.Endpoint, request.Describe(connection, timestamp)));
        SevuResponse response = new SevuClient(connection).SendAsync(request, timestamp, StoppingToken).GetAwaiter().GetResult();
        WriteDebug(response.Describe());
        return response;
    }

    /// <summary>Says under <c>-Verbose</c> how it went.</summary>
    /// <param name="subject">What the input is called.</param>
    /// <param name="answer">Read to its end.</param>
    /// <param name="response">Where it came from.</param>
    /// <param name="result">What there was in it; null for nothing.</param>
    private protected void WriteOutcome(string subject, AnswerReader answer, SevuResponse response, string? result = null)
    {
        string?[] parts =
        [
            answer.Verdict,
            result,
            answer.HandleTime is string time ? DisplayText.Format(Messages.VerboseHandleTime, time) : null,
            DisplayText.Format(Messages.VerboseRoundTrip, response.RoundTrip.TotalMilliseconds),
        ];
        WriteVerbose(DisplayText.Format(Messages.About, subject, string.Join(", ", parts.Where(part => part is not null))));
    }

    /// <summary>Warns once of a time that the service gave and nobody can read.</summary>
    private protected void WarnOfTime(AnswerReader answer)
    {
        if (answer.UnreadableTime is string time && !_warnedOfTime)
        {
            _warnedOfTime = true;
            WriteWarning(DisplayText.Format(Messages.UnreadableTime, DisplayText.Harmless(time)));
        }
    }
}
