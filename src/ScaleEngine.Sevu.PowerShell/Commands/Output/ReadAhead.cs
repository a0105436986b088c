using System.Collections.Concurrent;
using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Parameters;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Reads one input on a thread of its own, and keeps its objects and messages in order for the pipeline thread.
/// If the pipeline is
/// slower, reading and the download wait for it.</summary>
internal sealed class ReadAhead : IMessages, IDisposable
{
    private const int BatchSize = 128;
    private const int MaxBatches = 2;

    // Only objects wait for a free slot. Messages, a few per request, do not: a retry must not wait until its messages are
    // written.
    private readonly ConcurrentQueue<Action<PSCmdlet>> _writes = new();
    private readonly SemaphoreSlim _freeBatches = new(MaxBatches);
    private readonly EnabledStreams _streams;
    private readonly Action _onNews;
    private readonly CancellationToken _stoppingToken;
    private readonly Task _reading;
    private List<object> _batch = new(BatchSize);
    private volatile bool _isFinished;

    /// <param name="read">Reads, and adds what it reads. <see cref="ThrowIfFailed"/> throws its exception.</param>
    /// <param name="onNews">Called, on the reading thread, when there is something to write and when everything was read.</param>
    /// <param name="streams">Which messages are wanted.</param>
    /// <param name="stoppingToken">Cancels waiting.</param>
    public ReadAhead(Action<ReadAhead> read, Action onNews, EnabledStreams streams, CancellationToken stoppingToken)
    {
        _onNews = onNews;
        _streams = streams;
        _stoppingToken = stoppingToken;
        _reading = Task.Factory.StartNew(() => Run(read), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many objects were written to the pipeline.</summary>
    public long WrittenCount { get; private set; }

    /// <summary>What the reading waits for; null if it does not.</summary>
    public Waiting? CurrentWait { get; private set; }

    /// <summary>Whether everything was read. It may not have been written yet.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>Adds an object. The pipeline gets it when the batch is full, or on <see cref="Flush"/>.</summary>
    public void Add(object item)
    {
        _batch.Add(item);
        if (_batch.Count == BatchSize)
        {
            Flush();
        }
    }

    /// <summary>Releases the current batch. Call it before waiting for the network.</summary>
    public void Flush()
    {
        if (_batch.Count > 0)
        {
            List<object> batch = _batch;
            _batch = new List<object>(BatchSize);
            _freeBatches.Wait(_stoppingToken);
            AddWrite(cmdlet =>
            {
                _freeBatches.Release();
                WrittenCount += batch.Count;
                RecentValues.AddNamesOf(batch[0]);
                cmdlet.WriteObject(batch, enumerateCollection: true);
            });
        }
    }

    public void Debug(Func<string> text)
    {
        if (_streams.Debug)
        {
            string line = text();
            AddMessage(cmdlet => cmdlet.WriteDebug(line));
        }
    }

    public void Verbose(Func<string> text)
    {
        if (_streams.Verbose)
        {
            string line = text();
            AddMessage(cmdlet => cmdlet.WriteVerbose(line));
        }
    }

    public void Warning(string text) => AddMessage(cmdlet => cmdlet.Warn(text));

    public void Waiting(Waiting? status)
    {
        CurrentWait = status;
        _onNews();
    }

    /// <summary>Writes the next batch or message, on the pipeline thread.</summary>
    /// <returns>False if there was none.</returns>
    public bool Write(PSCmdlet cmdlet)
    {
        bool taken = _writes.TryDequeue(out Action<PSCmdlet>? write);
        if (taken)
        {
            write!(cmdlet);
        }

        return taken;
    }

    /// <summary>Throws the exception that ended the reading, if any. Call it when everything was written.</summary>
    public void ThrowIfFailed() => _reading.GetAwaiter().GetResult();

    /// <summary>Call it only when <see cref="IsFinished"/>: until then, the reading thread uses what is disposed
    /// here.</summary>
    public void Dispose() => _freeBatches.Dispose();

    private void AddMessage(Action<PSCmdlet> write)
    {
        Flush();
        AddWrite(write);
    }

    private void AddWrite(Action<PSCmdlet> write)
    {
        _writes.Enqueue(write);
        _onNews();
    }

    private void Run(Action<ReadAhead> read)
    {
        try
        {
            read(this);
        }
        finally
        {
            try
            {
                Flush();
            }
            finally
            {
                _isFinished = true;
                _onNews();
            }
        }
    }
}
