using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Writes messages to a cmdlet's streams, from the pipeline thread.</summary>
internal sealed class PipelineMessages(PSCmdlet cmdlet, EnabledStreams streams) : IMessages
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

    public void Warning(string text) => cmdlet.Warn(text);

    public void Waiting(Waiting? status) => cmdlet.WriteProgress(status is null
        ? RunProgress.Completed(cmdlet)
        : RunProgress.Record(cmdlet, $"{status}"));
}
