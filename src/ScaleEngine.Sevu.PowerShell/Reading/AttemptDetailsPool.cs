using System.Runtime.CompilerServices;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Shares the details that repeat within an answer, as <see cref="TextPool"/> shares their texts: a million
/// attempts take up much less memory then.</summary>
internal sealed class AttemptDetailsPool
{
    /// <summary>Where nothing repeats, no more than this outlives its attempts.</summary>
    private const int MaxCount = 4096;

    private readonly Dictionary<AttemptDetails, AttemptDetails> _known = new(new SameTexts());

    /// <returns>The same details as they came before, or these.</returns>
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

    /// <summary>Compares by reference: a text that repeats is one string already.</summary>
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
