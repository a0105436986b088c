namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Completes the commands of the service.</summary>
public sealed class CommandCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values() =>
    [
        ("sevu.errorlog", CommandTexts.CommandErrorLog),
        ("sevu.errorcount", CommandTexts.CommandErrorCount),
        ("sevu.request", CommandTexts.CommandRequest),
        ("sevu.revoke", CommandTexts.CommandRevoke),
        ("sevu.status", CommandTexts.CommandStatus),
    ];
}
