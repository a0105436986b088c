using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.EndToEnd.Wire;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Sessions))]

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

/// <summary>PowerShell sessions for all rows: a session takes longer to open than a row to run.</summary>
public sealed class Sessions : IDisposable
{
    private readonly ConcurrentBag<Engine> _idle = [];

    /// <summary>Uses a session on a thread of its own, since it blocks.</summary>
    internal async Task<T> UseAsync<T>(Func<Engine, T> use)
    {
        Engine engine = _idle.TryTake(out Engine? idle) ? idle : new Engine();
        T result = await Task.Factory.StartNew(
            () => use(engine), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _idle.Add(engine);
        return result;
    }

    public void Dispose()
    {
        foreach (Engine engine in _idle)
        {
            engine.Dispose();
        }
    }
}
