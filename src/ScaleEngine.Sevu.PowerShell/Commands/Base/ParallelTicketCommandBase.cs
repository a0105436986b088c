using System.Diagnostics;
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
    /// <summary>The bound of what waits behind a slow ticket: each ticket keeps up to two batches.</summary>
    private const int MaxTickets = 2048;

    private readonly Queue<(string Key, string? Name, ReadAhead Reading)> _tickets = new();
    private readonly SemaphoreSlim _news = new(0);
    // The time since this cmdlet last returned to the pipeline.
    private readonly Stopwatch _away = new();
    private TimeSpan _patience = TimeSpan.FromSeconds(0.25);
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

    /// <summary>Whether the output has the order of the tickets, so that it waits for a slow one.</summary>
    private protected bool KeepsOrder { get; set; } = true;

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
        _away.Start();
    }

    /// <summary>Starts reading the tickets, and writes what has been read.</summary>
    protected override void ProcessRecord()
    {
        // Half of the time that the command before this one takes, so that waiting for output slows little down.
        _patience += TimeSpan.FromTicks(_away.Elapsed.Ticks / 2);
        base.ProcessRecord();
        if (MyInvocation.ExpectingInput)
        {
            WaitForOutput();
        }

        _away.Restart();
    }

    /// <summary>Writes the output of the tickets that are still being read.</summary>
    protected override void EndProcessing()
    {
        while (WriteOutput())
        {
            WaitForNews(RunProgress.UpdateInterval);
        }

        _progress.Complete();
    }

    private protected override void ProcessTicket(string key, string? name)
    {
        StartReading(key, name);
        bool isFull = IsFull();
        while (WriteOutput() && isFull)
        {
            WaitForNews(RunProgress.UpdateInterval);
            // Before the output is written, so that with a limit of 1 all of a ticket is written before the next key is taken.
            isFull = IsFull();
        }
    }

    /// <summary>Starts to read about a ticket, on a thread of its own.</summary>
    private protected void StartReading(string key, string? name)
    {
        ReadAhead reading = new(
            output =>
            {
                EnsureKey(key);
                Read(key, CreateService(output, _retry), output);
            },
            ReportNews,
            Streams,
            StoppingToken);
        _tickets.Enqueue((key, name, reading));
        _ticketCount++;
    }

    /// <summary>Reads about one ticket, on a thread of its own.</summary>
    private protected abstract void Read(string key, SevuService service, ReadAhead output);

    /// <summary>Called when everything about a ticket was read and written.</summary>
    private protected virtual void OnRead(string key)
    {
    }

    /// <summary>Called when a ticket could not be read, after what was read has been written.</summary>
    /// <returns>Whether that is no error of the ticket.</returns>
    private protected virtual bool OnFailed(string key, string? name, SevuException failure) => false;

    /// <summary>Whether no further ticket may be started.</summary>
    private protected bool IsFull()
        => _tickets.Count >= MaxTickets || _tickets.Count(ticket => !ticket.Reading.IsFinished) >= ThrottleLimit;

    /// <summary>Waits for a while for the tickets that are being read. What is ready only after that is written with the next key,
    /// since a cmdlet writes only while it is called.</summary>
    private void WaitForOutput()
    {
        Stopwatch waited = Stopwatch.StartNew();
        // Read once: time passes between two readings, and a negative time to wait is an error.
        while (WriteOutput() && _patience - waited.Elapsed is { Ticks: > 0 } rest)
        {
            WaitForNews(rest < RunProgress.UpdateInterval ? rest : RunProgress.UpdateInterval);
        }

        _patience = waited.Elapsed < _patience ? _patience - waited.Elapsed : TimeSpan.Zero;
    }

    private void ReportNews()
    {
        // One is enough, however much there is to write.
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }

    /// <summary>Waits until there is something to write, or a ticket was read.</summary>
    private protected void WaitForNews(TimeSpan time)
    {
        try
        {
            _news.Wait(time, StoppingToken);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        _progress.Update(_tickets.Select(ticket => ticket.Reading.CurrentWait).FirstOrDefault(wait => wait is not null));
    }

    /// <summary>Writes what has been read.</summary>
    /// <returns>Whether tickets remain.</returns>
    private protected bool WriteOutput()
    {
        for (int count = _tickets.Count; count > 0; count--)
        {
            if (!WriteOldestTicket())
            {
                if (KeepsOrder)
                {
                    break;
                }

                _tickets.Enqueue(_tickets.Dequeue());
            }
        }

        return _tickets.Count > 0;
    }

    /// <exception cref="SevuException">The ticket could not be read.</exception>
    private void End(string key, string? name, ReadAhead reading)
    {
        try
        {
            reading.ThrowIfFailed();
        }
        catch (SevuException failure) when (!failure.IsFatalForConnection && OnFailed(key, name, failure))
        {
            return;
        }

        _emptyCount += reading.WrittenCount == 0 ? 1 : 0;
        OnRead(key);
    }

    /// <returns>Whether everything of the ticket has been written.</returns>
    private bool WriteOldestTicket()
    {
        (string key, string? name, ReadAhead reading) = _tickets.Peek();
        bool isFinished = reading.IsFinished;
        ProcessTicket(key, name, () =>
        {
            long before = reading.WrittenCount;
            while (reading.Write(this))
            {
                _progress.Add(reading.WrittenCount - before);
                before = reading.WrittenCount;
            }

            if (isFinished)
            {
                End(key, name, reading);
            }
        });
        if (isFinished)
        {
            _tickets.Dequeue().Reading.Dispose();
            _progress.AddTicket();
        }

        return isFinished;
    }
}
