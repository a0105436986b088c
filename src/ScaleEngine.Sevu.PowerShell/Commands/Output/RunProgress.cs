using System.Diagnostics;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Shows the progress of a run that takes more than two seconds, or that waits.</summary>
/// <param name="cmdlet">The running cmdlet.</param>
/// <param name="ticketCount">How many tickets there are; null if that is not known.</param>
internal sealed class RunProgress(PSCmdlet cmdlet, int? ticketCount)
{
    /// <summary>The shortest time between two updates.</summary>
    public static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ShowAfter = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _shownAt;
    private bool _isShown;
    private bool _isCompleted;
    private long _tickets;
    private long _objects;

    /// <summary>The progress bar of a cmdlet. Each cmdlet of a pipeline has its own.</summary>
    public static ProgressRecord Record(PSCmdlet cmdlet, string status)
        => new(cmdlet.MyInvocation.PipelinePosition, cmdlet.MyInvocation.MyCommand.Name, status);

    /// <summary>Removes the progress bar.</summary>
    public static ProgressRecord Completed(PSCmdlet cmdlet)
    {
        ProgressRecord completed = Record(cmdlet, " ");
        completed.RecordType = ProgressRecordType.Completed;
        return completed;
    }

    public void AddTicket() => _tickets++;

    public void Add(long objects)
    {
        _objects += objects;
        Update(waiting: null);
    }

    /// <param name="waiting">What the run waits for, if it does.</param>
    public void Update(Waiting? waiting)
    {
        bool isDue = _isShown ? _time.Elapsed >= _shownAt + UpdateInterval : waiting is not null || _time.Elapsed >= ShowAfter;
        if (isDue && !_isCompleted)
        {
            Show(waiting);
            _isShown = true;
            _shownAt = _time.Elapsed;
        }
    }

    /// <summary>Removes the progress bar for good.</summary>
    public void Complete()
    {
        _isCompleted = true;
        if (_isShown)
        {
            cmdlet.WriteProgress(Completed(cmdlet));
        }
    }

    private void Show(Waiting? waiting)
    {
        string tickets = ticketCount is int count
            ? DisplayText.Format(count == 1 ? CommandTexts.ProgressTicketOf : CommandTexts.ProgressTicketsOf, _tickets, count)
            : DisplayText.Format(_tickets == 1 ? CommandTexts.ProgressTicket : CommandTexts.ProgressTickets, _tickets);
        string objects = DisplayText.Format(
            _objects == 1 ? CommandTexts.ProgressObject : CommandTexts.ProgressObjects, _objects, _objects / _time.Elapsed.TotalSeconds);
        string status = string.Join(" ", new[] { waiting?.ToString(), $"{tickets}, {objects}" }.Where(part => part is not null));
        ProgressRecord record = Record(cmdlet, status);
        record.PercentComplete = ticketCount > 0 ? (int)(100 * _tickets / ticketCount.Value) : -1;
        cmdlet.WriteProgress(record);
    }
}
