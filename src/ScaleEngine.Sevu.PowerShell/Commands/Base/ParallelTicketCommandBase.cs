using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Service;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>Base of the cmdlets that read about tickets. Reads several tickets at once, and writes the output in the order of
/// the input.</summary>
public abstract class ParallelTicketCommandBase : TicketCommandBase
{
    private readonly Queue<(string Key, ReadAhead Reading)> _tickets = new();
    private RunProgress _progress = null!;
    private RetrySettings _retry = null!;
    private long _ticketCount;
    private long _emptyCount;

    private protected ParallelTicketCommandBase()
    {
    }

    /// <summary>How many tickets are read at the same time.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [WholeNumber]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>How many times a request that fails transiently is retried; by default, as set for the connection.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [WholeNumber]
    public int? MaximumRetryCount { get; set; }

    /// <summary>Seconds before the first retry, doubled before each further one; by default, as set for the
    /// connection.</summary>
    [Parameter]
    [ValidateRange(1, RetrySettings.MaxIntervalSec)]
    [WholeNumber]
    public int? RetryIntervalSec { get; set; }

    /// <summary>Whether all tickets were read without a failure, and none had any output.</summary>
    private protected bool FoundNothing => _ticketCount > 0 && _emptyCount == _ticketCount;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RetrySettings retry = Connection!.Retry;
        _retry = new RetrySettings(
            MaximumRetryCount ?? retry.MaximumCount,
            RetryIntervalSec is int seconds ? TimeSpan.FromSeconds(seconds) : retry.Interval);
        _progress = new RunProgress(this, ticketCount: MyInvocation.ExpectingInput ? null : Key.Length);
    }

    /// <summary>Writes the output of the tickets that are still being read.</summary>
    protected override void EndProcessing()
    {
        while (_tickets.Count > 0)
        {
            WriteOldestTicket(wait: true);
        }

        _progress.Complete();
    }

    private protected override void ProcessTicket(string key)
    {
        ReadAhead reading = new(
            output =>
            {
                EnsureKey(key);
                Read(key, CreateService(output, _retry), output);
            },
            Streams,
            StoppingToken);
        _tickets.Enqueue((key, reading));
        _ticketCount++;
        while (_tickets.Count > 0 && WriteOldestTicket(wait: _tickets.Count >= ThrottleLimit))
        {
        }
    }

    /// <summary>Reads about one ticket, on a thread of its own.</summary>
    private protected abstract void Read(string key, SevuService service, ReadAhead output);

    /// <param name="wait">Whether to wait until the ticket has been read.</param>
    /// <returns>Whether everything of the ticket has been written.</returns>
    private bool WriteOldestTicket(bool wait)
    {
        (string key, ReadAhead reading) = _tickets.Peek();
        bool isCompleted = false;
        ProcessTicket(key, () =>
        {
            long before = reading.WrittenCount;
            while (reading.Write(this, wait ? RunProgress.UpdateInterval : TimeSpan.Zero) || (wait && !reading.IsCompleted))
            {
                _progress.Add(reading.WrittenCount - before);
                before = reading.WrittenCount;
            }

            isCompleted = reading.IsCompleted;
            if (isCompleted)
            {
                reading.ThrowIfFailed();
                _emptyCount += reading.WrittenCount == 0 ? 1 : 0;
            }
        });
        if (isCompleted)
        {
            _tickets.Dequeue().Reading.Dispose();
            _progress.AddTicket();
        }

        return isCompleted;
    }
}
