using System;
using System.Management.Automation;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Reads who tried to use a ticket, when, from where, and why it was refused.</summary>
[Cmdlet(VerbsCommon.Get, "SevuTicketAttempt")]
[OutputType(typeof(TicketAttempt))]
public sealed class GetSevuTicketAttemptCommand : SevuCommandBase
{
    private AttemptQuery _query = null!;
    private bool _warnedOfTime;

    /// <summary>The tickets' keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ticket")]
    [AllowEmptyString]
    [TicketKeyTransformation]
    public string[] Key { get; set; } = [];

    /// <summary>The earliest attempt, to the instant; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? StartTime { get; set; }

    /// <summary>The latest attempt, to the instant; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? EndTime { get; set; }

    /// <summary>Checks the times before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _query = new AttemptQuery(StartTime, EndTime);
        }
        catch (SevuInputException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    /// <summary>Asks for each ticket in turn.</summary>
    protected override void ProcessRecord()
    {
        foreach (string key in Key)
        {
            try
            {
                WriteAttempts(key);
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }
            catch (SevuException failure) when (failure.DoomsEveryRequest())
            {
                ThrowTerminatingError(failure.ToErrorRecord(key));
            }
            catch (SevuException failure)
            {
                WriteError(failure.ToErrorRecord(key));
            }
        }
    }

    private void WriteAttempts(string key)
    {
        SevuRequest request = _query.RequestFor(key);
        SevuConnection connection = Connection!;
        long timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        WriteDebug(DisplayText.Format(Messages.DebugRequest, connection.Endpoint, request.Describe(connection, timestamp)));
        using SevuResponse response = new SevuClient(connection).SendAsync(request, timestamp, StoppingToken).GetAwaiter().GetResult();
        WriteDebug(response.Describe());
        AttemptReader reader = new(response);
        while (reader.Read() is TicketAttempt attempt)
        {
            if (_query.Includes(attempt))
            {
                WriteObject(attempt);
            }

            WarnOfTime(reader.UnreadableTime);
        }

        WriteVerbose(DisplayText.Format(
            Messages.VerboseTicket, DisplayText.Harmless(key), reader.Code.Text, reader.Message, reader.Count, reader.HandleTime,
            response.RoundTrip.TotalMilliseconds));
        reader.EnsureSuccess();
    }

    private void WarnOfTime(string? unreadableTime)
    {
        if (unreadableTime is not null && !_warnedOfTime)
        {
            _warnedOfTime = true;
            WriteWarning(DisplayText.Format(Messages.UnreadableTime, DisplayText.Harmless(unreadableTime)));
        }
    }
}
