using System.Runtime.CompilerServices;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts attempts with the same details first, since most share one object: that takes one look-up for an attempt instead
/// of one for each name.</summary>
/// <param name="names">Counts the names in the details.</param>
internal sealed class DetailsCounter(IDetailNames names)
{
    private const int MaxPending = 1024;

    private readonly Dictionary<AttemptDetails, long> _pending = new(new SameObject());

    /// <returns>How much more memory is needed, in units of about 64 bytes.</returns>
    public int Add(AttemptDetails details)
    {
        if (_pending.TryGetValue(details, out long count))
        {
            _pending[details] = count + 1;
            return 0;
        }

        int size = _pending.Count == MaxPending ? Flush() : 0;
        _pending.Add(details, 1);
        return size;
    }

    /// <summary>Counts the names of all attempts that were added.</summary>
    /// <returns>How much more memory is needed, in the same units.</returns>
    public int Flush()
    {
        int size = 0;
        foreach (KeyValuePair<AttemptDetails, long> pending in _pending)
        {
            size += names.Add(pending.Key, pending.Value);
        }

        _pending.Clear();
        return size;
    }

    private sealed class SameObject : IEqualityComparer<AttemptDetails>
    {
        public bool Equals(AttemptDetails? x, AttemptDetails? y) => ReferenceEquals(x, y);

        public int GetHashCode(AttemptDetails details) => RuntimeHelpers.GetHashCode(details);
    }
}
