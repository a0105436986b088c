using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Shows this runspace's current connection.</summary>
[Cmdlet(VerbsCommon.Get, "SevuConnection")]
[OutputType(typeof(SevuConnection))]
public sealed class GetSevuConnectionCommand : PSCmdlet
{
    /// <summary>Returns the connection.</summary>
    protected override void ProcessRecord()
    {
        if (CurrentConnection.Get() is SevuConnection connection)
        {
            WriteObject(connection);
        }
        else
        {
            WriteError(SevuConnectionException.NotConnected(CommandTexts.NotConnected).ToErrorRecord());
        }
    }
}
