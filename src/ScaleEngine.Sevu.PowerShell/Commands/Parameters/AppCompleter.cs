namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Completes names of applications that were used or read in this session, the most recent first.</summary>
public sealed class AppCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values() => RecentValues.Apps.Get().Select(name => (name, name));
}
