namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Completes ticket keys that were used in this session, the most recent first.</summary>
public sealed class KeyCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values()
        => RecentValues.Keys.Get().Select(key => (key, key));
}
