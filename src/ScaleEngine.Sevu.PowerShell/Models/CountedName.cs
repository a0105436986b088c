namespace ScaleEngine.Sevu;

/// <summary>A name, and how many attempts have it.</summary>
public sealed class CountedName
{
    private const string PlainPunctuation = " ._-/:";

    internal CountedName(string? name, long count)
    {
        Name = name;
        Count = count;
    }

    /// <summary>The name, exactly as the attempts have it: do not trust it. Null for attempts without one.</summary>
    public string? Name { get; }

    /// <summary>How many attempts have it.</summary>
    public long Count { get; }

    /// <summary>Name and number: <c>Success 12</c>. A name that could be unsafe to show or be run as a formula is in quotes;
    /// <c>-</c> stands for no name.</summary>
    public override string ToString()
        => FormattableString.Invariant($"{(IsPlain(Name) ? Name : QuotedText.Of(Shortened(Name)))} {Count}");

    private static bool IsPlain(string? name)
        => name?.Length is > 0 and <= DisplayText.MaxExcerptLength && IsLetterOrDigit(name[0])
            && name.All(character => IsLetterOrDigit(character) || PlainPunctuation.Contains(character));

    private static bool IsLetterOrDigit(char character)
        => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static string? Shortened(string? name)
        => name?.Length > DisplayText.MaxExcerptLength ? name.Substring(0, DisplayText.MaxExcerptLength) + "…" : name;
}
