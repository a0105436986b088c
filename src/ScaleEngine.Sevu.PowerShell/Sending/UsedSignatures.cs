using System.Diagnostics;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The signatures that a connection has sent, since the service accepts each only once. In the next second, the same
/// request has another signature.</summary>
internal sealed class UsedSignatures
{
    // Longer than the second in which a signature can occur again, plus the time to sign. By elapsed time, not by timestamp: this
    // machine's clock may be set back, and its correction may change.
    private static readonly TimeSpan ReservationTime = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Stopwatch _sinceRotation = Stopwatch.StartNew();
    private HashSet<string> _recent = [];
    private HashSet<string> _older = [];

    /// <returns>False if the signature was used before.</returns>
    public bool TryReserve(string signature)
    {
        lock (_lock)
        {
            if (_sinceRotation.Elapsed >= ReservationTime)
            {
                (_older, _recent) = (_recent, _older);
                _recent.Clear();
                _sinceRotation.Restart();
            }

            return !_older.Contains(signature) && _recent.Add(signature);
        }
    }
}
