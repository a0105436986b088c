using System;
using ScaleEngine.Sevu.Tests.Support;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

/// <summary>Records how long stops took.</summary>
public sealed class LongestStop : IDisposable
{
    private TimeSpan _longest;
    private int _count;

    internal void Add(TimeSpan time)
    {
        _longest = time > _longest ? time : _longest;
        _count++;
    }

    public void Dispose() => Endurance.Record("A stop while a peer hangs", $"{_count} stops, the longest {_longest.TotalMilliseconds:0} ms");
}
