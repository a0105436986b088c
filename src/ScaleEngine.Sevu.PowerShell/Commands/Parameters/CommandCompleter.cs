namespace ScaleEngine.Sevu.Commands;

/// <summary>The service's commands that are known.</summary>
public sealed class CommandCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values() =>
    [
        ("sevu.errorlog", Messages.CommandErrorLog),
        ("sevu.errorcount", Messages.CommandErrorCount),
        ("sevu.request", Messages.CommandRequest),
        ("sevu.revoke", Messages.CommandRevoke),
        ("sevu.status", Messages.CommandStatus),
    ];
}
