using System.Collections.Concurrent;
using System.Management.Automation;
using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>What one input gives, objects and messages in their order, read on a thread of its own. It runs ahead of the
/// pipeline, but not far: while nobody takes what it has, it waits, and so does the network behind it.</summary>
internal sealed class ReadAhead : IMessages, IDisposable
{
    private const int BatchSize = 128;
    private const int MaxBatches = 2;

    // Objects wait for room; messages, of which there are a few a try, do not: a retry must not stand still until somebody comes
    // for what it said.
    private readonly BlockingCollection<Action<Cmdlet>> _writes = [];
    private readonly SemaphoreSlim _freeBatches = new(MaxBatches);
    private readonly EnabledStreams _streams;
    private readonly CancellationToken _stoppingToken;
    private readonly Task _reading;
    private List<object> _batch = new(BatchSize);

    /// <param name="read">Reads, and adds what it reads. What it throws comes out of <see cref="ThrowIfFailed"/>.</param>
    /// <param name="streams">Which messages are made at all.</param>
    /// <param name="stoppingToken">Ends it.</param>
    public ReadAhead(Action<ReadAhead> read, EnabledStreams streams, CancellationToken stoppingToken)
    {
        _streams = streams;
        _stoppingToken = stoppingToken;
        _reading = Task.Factory.StartNew(() => Run(read), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many objects were written.</summary>
    public long WrittenCount { get; private set; }

    /// <summary>Whether everything was read and written.</summary>
    public bool IsCompleted => _writes.IsCompleted;

    /// <summary>Adds an object. It leaves with those that come right behind it, or at <see cref="Flush"/>.</summary>
    public void Add(object item)
    {
        _batch.Add(item);
        if (_batch.Count == BatchSize)
        {
            Flush();
        }
    }

    /// <summary>Lets go of what was added; to be called before a wait.</summary>
    public void Flush()
    {
        if (_batch.Count > 0)
        {
            List<object> batch = _batch;
            _batch = new List<object>(BatchSize);
            _freeBatches.Wait(_stoppingToken);
            _writes.Add(cmdlet =>
            {
                _freeBatches.Release();
                WrittenCount += batch.Count;
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

    public void Warning(string text) => AddMessage(cmdlet => cmdlet.WriteWarning(text));

    /// <summary>Writes the next objects or message on the pipeline's thread.</summary>
    /// <param name="cmdlet">Where to.</param>
    /// <param name="timeout">How long to wait for them.</param>
    /// <returns>False where there was nothing.</returns>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public bool Write(Cmdlet cmdlet, TimeSpan timeout)
    {
        bool taken = _writes.TryTake(out Action<Cmdlet>? write, (int)timeout.TotalMilliseconds, _stoppingToken);
        if (taken)
        {
            write!(cmdlet);
        }

        return taken;
    }

    /// <summary>Throws what the reading threw, once everything was written.</summary>
    public void ThrowIfFailed() => _reading.GetAwaiter().GetResult();

    /// <summary>To be called once it is over, and not before: the reading still uses what is disposed of.</summary>
    public void Dispose()
    {
        _writes.Dispose();
        _freeBatches.Dispose();
    }

    private void AddMessage(Action<Cmdlet> write)
    {
        Flush();
        _writes.Add(write);
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
                _writes.CompleteAdding();
            }
        }
    }
}
