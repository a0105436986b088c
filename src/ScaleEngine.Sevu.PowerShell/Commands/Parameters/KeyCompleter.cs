using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>The tickets that were named in this session, the last one first.</summary>
public sealed class KeyCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values()
        => RecentKeys.Get().Select(key => (key, DisplayText.ReplaceControlCharacters(key)!));
}
