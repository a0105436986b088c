using System.Management.Automation;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>A cmdlet's own streams; for its pipeline thread alone.</summary>
internal sealed class CommandMessages : IMessages
{
    private readonly Cmdlet _cmdlet;

    public CommandMessages(Cmdlet cmdlet) => _cmdlet = cmdlet;

    public void Debug(string text) => _cmdlet.WriteDebug(text);

    public void Verbose(string text) => _cmdlet.WriteVerbose(text);

    public void Warning(string text) => _cmdlet.WriteWarning(text);
}
