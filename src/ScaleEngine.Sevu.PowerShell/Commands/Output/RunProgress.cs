using System.Diagnostics;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Shows the progress of a run that takes more than two seconds.</summary>
/// <param name="cmdlet">The running cmdlet.</param>
/// <param name="ticketCount">How many tickets there are; null if that is not known.</param>
internal sealed class RunProgress(PSCmdlet cmdlet, int? ticketCount)
{
    /// <summary>The shortest time between two updates.</summary>
    public static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ShowAfter = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _next = ShowAfter;
    private long _tickets;
    private long _objects;

    public void AddTicket() => _tickets++;

    public void Add(long objects)
    {
        _objects += objects;
        if (_time.Elapsed >= _next)
        {
            _next = _time.Elapsed + UpdateInterval;
            Show();
        }
    }

    public void Complete()
    {
        if (_next > ShowAfter)
        {
            cmdlet.WriteProgress(new ProgressRecord(Id, Activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    // Each cmdlet of a pipeline has its own progress bar.
    private int Id => cmdlet.MyInvocation.PipelinePosition;

    private string Activity => cmdlet.MyInvocation.MyCommand.Name;

    private void Show()
    {
        string tickets = ticketCount is int count
            ? DisplayText.Format(CommandTexts.ProgressTicketsOf, _tickets, count)
            : DisplayText.Format(CommandTexts.ProgressTickets, _tickets);
        string status = DisplayText.Format(CommandTexts.Progress, tickets, _objects, _objects / _time.Elapsed.TotalSeconds);
        cmdlet.WriteProgress(new ProgressRecord(Id, Activity, status)
        {
            PercentComplete = ticketCount > 0 ? (int)(100 * _tickets / ticketCount.Value) : -1,
        });
    }
}
