namespace ScaleEngine.Sevu.Reading;

/// <summary>Remembers whether texts match, since most text in a log repeats and matching takes long.</summary>
internal sealed class TextVerdicts
{
    /// <summary>The bound, for a log in which nothing repeats.</summary>
    private const int MaxCount = 1024;

    /// <summary>Longer text rarely repeats.</summary>
    private const int MaxLength = 256;

    private readonly Func<string?, bool> _matches;
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private string? _last;
    private bool _lastVerdict;

    private TextVerdicts(Func<string?, bool> matches)
    {
        _matches = matches;
        _lastVerdict = matches(null);
    }

    /// <returns>Null if there is nothing to match.</returns>
    public static TextVerdicts? Of(Func<string?, bool>? matches) => matches is null ? null : new TextVerdicts(matches);

    public bool For(string? text)
    {
        // Repeated text is one string.
        if (!ReferenceEquals(text, _last))
        {
            _lastVerdict = text is null || text.Length > MaxLength ? _matches(text) : Find(text);
            _last = text;
        }

        return _lastVerdict;
    }

    private bool Find(string text)
    {
        if (!_known.TryGetValue(text, out bool verdict))
        {
            if (_known.Count == MaxCount)
            {
                _known.Clear();
            }

            verdict = _matches(text);
            _known.Add(text, verdict);
        }

        return verdict;
    }
}
