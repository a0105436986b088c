using System.Diagnostics;

namespace ScaleEngine.Sevu.Display;

/// <summary>What a request waits for.</summary>
/// <param name="time">How long it waits.</param>
/// <param name="describe">Describes the wait, given the seconds that remain.</param>
internal sealed class Waiting(TimeSpan time, Func<double, string> describe)
{
    private readonly Stopwatch _waited = Stopwatch.StartNew();

    public override string ToString() => describe(Math.Ceiling(Math.Max(0, (time - _waited.Elapsed).TotalSeconds)));
}
