using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Service;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Reads who tried to use a ticket, when, from where, and why it was refused.</summary>
[Cmdlet(VerbsCommon.Get, "SevuTicketAttempt", HelpUri = HelpUris.Attempts)]
[OutputType(typeof(TicketAttempt))]
public sealed class GetSevuTicketAttemptCommand : ParallelTicketCommandBase
{
    private AttemptFilter _filter = null!;

    /// <summary>Returns attempts from this time on. Local time unless the value says otherwise.</summary>
    [Parameter]
    [Time(AcceptsNull = true)]
    public DateTime? StartTime { get; set; }

    /// <summary>Returns attempts up to this time. Local time unless the value says otherwise.</summary>
    [Parameter]
    [Time(AcceptsNull = true)]
    public DateTime? EndTime { get; set; }

    /// <summary>Checks the time range before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        WarnAboutLocalTime(nameof(StartTime), StartTime);
        WarnAboutLocalTime(nameof(EndTime), EndTime);
        try
        {
            _filter = new AttemptFilter(StartTime, EndTime);
        }
        catch (SevuInputException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    /// <summary>Writes the output that is still missing. Warns if no ticket has attempts, unless there is a time limit: then that
    /// is nothing unusual.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (FoundNothing && StartTime is null && EndTime is null)
        {
            this.Warn(CommandTexts.NoAttempts);
        }
    }

    private protected override void Read(string key, SevuService service, ReadAhead output)
    {
        using AttemptLog log = service.OpenAttempts(key, _filter);
        log.BeforeWait = output.Flush;
        while (log.Read() is TicketAttempt attempt)
        {
            output.Add(attempt);
        }
    }
}
