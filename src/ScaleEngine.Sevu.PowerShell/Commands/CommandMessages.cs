using System;
using System.Management.Automation;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>A cmdlet's own streams; for its pipeline thread alone.</summary>
internal sealed class CommandMessages : IMessages
{
    private readonly Cmdlet _cmdlet;
    private readonly WantedMessages _wanted;

    public CommandMessages(Cmdlet cmdlet, WantedMessages wanted)
    {
        _cmdlet = cmdlet;
        _wanted = wanted;
    }

    public void Debug(Func<string> text)
    {
        if (_wanted.Debug)
        {
            _cmdlet.WriteDebug(text());
        }
    }

    public void Verbose(Func<string> text)
    {
        if (_wanted.Verbose)
        {
            _cmdlet.WriteVerbose(text());
        }
    }

    public void Warning(string text) => _cmdlet.WriteWarning(text);
}
