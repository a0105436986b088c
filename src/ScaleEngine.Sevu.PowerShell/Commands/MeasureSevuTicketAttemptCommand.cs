using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Adds up the attempts to use each ticket, and tells which tickets look shared.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "SevuTicketAttempt", HelpUri = HelpUris.Attempts)]
[OutputType(typeof(TicketSummary))]
public sealed class MeasureSevuTicketAttemptCommand : AttemptTotalsCommandBase
{
    /// <summary>Returns the summaries.</summary>
    protected override void EndProcessing()
    {
        foreach (TicketSummary summary in Totals.ToSummaries())
        {
            WriteObject(summary);
        }
    }
}
