using System.Runtime.CompilerServices;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Shares details that repeat within a response, as <see cref="TextPool"/> shares text. Without it, a million attempts
/// take a quarter more memory.</summary>
internal sealed class AttemptDetailsPool
{
    /// <summary>The bound of the pool, for a log in which nothing repeats.</summary>
    private const int MaxCount = 4096;

    private readonly Dictionary<AttemptDetails, AttemptDetails> _known = new(new SameTexts());

    /// <returns>Equal details from before, or these.</returns>
    public AttemptDetails Share(AttemptDetails details)
    {
        if (_known.TryGetValue(details, out AttemptDetails? known))
        {
            return known;
        }

        if (_known.Count == MaxCount)
        {
            _known.Clear();
        }

        _known.Add(details, details);
        return details;
    }

    /// <summary>Compares by reference: repeated text is already one string.</summary>
    private sealed class SameTexts : IEqualityComparer<AttemptDetails>
    {
        public bool Equals(AttemptDetails? x, AttemptDetails? y)
            => ReferenceEquals(x!.Key, y!.Key)
                && ReferenceEquals(x.Video, y.Video)
                && ReferenceEquals(x.App, y.App)
                && ReferenceEquals(x.AppInstance, y.AppInstance)
                && ReferenceEquals(x.PageUrl, y.PageUrl)
                && ReferenceEquals(x.ReferrerUrl, y.ReferrerUrl)
                && x.Success == y.Success
                && ReferenceEquals(x.Reason, y.Reason)
                && ReferenceEquals(x.Server, y.Server);

        public int GetHashCode(AttemptDetails details)
        {
            int hash = RuntimeHelpers.GetHashCode(details.Key);
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(details.Video);
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(details.App);
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(details.AppInstance);
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(details.PageUrl);
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(details.ReferrerUrl);
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(details.Reason);
            return (hash * 31) + RuntimeHelpers.GetHashCode(details.Server);
        }
    }
}
