namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts names. Names differ if a character does.</summary>
internal sealed class NameCounter
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private long _withoutName;

    /// <returns>How much memory the name needs, in units of about 64 bytes; 0 for one that is known.</returns>
    public int Add(string? name, long count)
    {
        if (name is null)
        {
            _withoutName += count;
            return 0;
        }

        bool isKnown = _counts.TryGetValue(name, out long before);
        _counts[name] = before + count;
        return isKnown ? 0 : 1 + (name.Length / 32);
    }

    /// <returns>The most frequent names, and of equally frequent ones the first by their characters.</returns>
    public CountedNames ToNames(int maxCount)
    {
        CountedName[] names = [.. _counts.Select(name => new CountedName(name.Key, name.Value))];
        if (_withoutName > 0)
        {
            names = [.. names, new CountedName(null, _withoutName)];
        }

        CountedName[] first =
        [
            .. names.OrderByDescending(name => name.Count).ThenBy(name => name.Name, StringComparer.Ordinal).Take(maxCount),
        ];
        return new CountedNames(first, names.Sum(name => name.Count) - first.Sum(name => name.Count));
    }
}
