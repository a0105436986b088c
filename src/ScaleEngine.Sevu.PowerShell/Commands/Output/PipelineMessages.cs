using System.Management.Automation;
using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>A cmdlet's own streams; for its pipeline thread alone.</summary>
internal sealed class PipelineMessages(Cmdlet cmdlet, EnabledStreams streams) : IMessages
{
    public void Debug(Func<string> text)
    {
        if (streams.Debug)
        {
            cmdlet.WriteDebug(text());
        }
    }

    public void Verbose(Func<string> text)
    {
        if (streams.Verbose)
        {
            cmdlet.WriteVerbose(text());
        }
    }

    public void Warning(string text) => cmdlet.WriteWarning(text);
}
