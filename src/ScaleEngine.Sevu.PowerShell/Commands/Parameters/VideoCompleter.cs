namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Completes names of videos and streams that were used or read in this session, the most recent first.</summary>
public sealed class VideoCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values() => RecentValues.Videos.Get().Select(name => (name, name));
}
