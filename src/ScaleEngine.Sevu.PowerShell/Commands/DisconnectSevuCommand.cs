using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Forgets a connection with its credentials, and closes what it held open.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Sevu")]
public sealed class DisconnectSevuCommand : PSCmdlet
{
    /// <summary>The connection to end instead of the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SevuConnection? Connection { get; set; }

    /// <summary>Ends the connection.</summary>
    protected override void ProcessRecord()
    {
        if ((Connection ?? CurrentConnection.Get()) is not SevuConnection connection)
        {
            // In a finally block, an error would hide the one that led there.
            WriteVerbose(CommandTexts.NothingToEnd);
            return;
        }

        if (connection == CurrentConnection.Get())
        {
            CurrentConnection.Set(null);
        }

        connection.Dispose();
    }
}
