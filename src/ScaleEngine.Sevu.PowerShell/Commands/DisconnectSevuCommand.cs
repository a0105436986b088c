using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Closes a connection and discards its credentials.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Sevu")]
public sealed class DisconnectSevuCommand : PSCmdlet
{
    /// <summary>The connection to close instead of the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SevuConnection? Connection { get; set; }

    /// <summary>Closes the connection.</summary>
    protected override void ProcessRecord()
    {
        if ((Connection ?? CurrentConnection.Get()) is not SevuConnection connection)
        {
            // Not an error: scripts call this in a finally block, where it would hide the original error.
            WriteVerbose(CommandTexts.NothingToClose);
            return;
        }

        if (connection == CurrentConnection.Get())
        {
            CurrentConnection.Set(null);
        }

        connection.Dispose();
    }
}
