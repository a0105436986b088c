using System.Collections;

namespace ScaleEngine.Sevu;

/// <summary>Names, the most frequent first.</summary>
public sealed class CountedNames : IReadOnlyList<CountedName>
{
    private readonly CountedName[] _names;

    internal CountedNames(CountedName[] names, long others)
    {
        _names = names;
        Others = others;
    }

    /// <summary>How many names are listed.</summary>
    public int Count => _names.Length;

    /// <summary>How many attempts have a name that is not listed.</summary>
    public long Others { get; }

    /// <summary>A name by its rank, from 0.</summary>
    public CountedName this[int index] => _names[index];

    /// <inheritdoc/>
    public IEnumerator<CountedName> GetEnumerator() => ((IEnumerable<CountedName>)_names).GetEnumerator();

    /// <summary>All on one line: <c>Success 12, Token Revoked 3</c>.</summary>
    public override string ToString()
        => string.Join(
            ", ",
            _names.Select(name => name.ToString()).Concat(Others > 0 ? [DisplayText.Format(Messages.OtherNames, Others)] : []));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
