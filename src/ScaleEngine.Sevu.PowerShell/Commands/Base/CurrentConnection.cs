using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ScaleEngine.Sevu.Commands.Output;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>The connection that cmdlets in a runspace use unless they are given another.</summary>
internal static class CurrentConnection
{
    private static readonly ConditionalWeakTable<Runspace, SevuConnection> ByRunspace = new();

    public static SevuConnection? Get()
        => ByRunspace.TryGetValue(Runspace.DefaultRunspace, out SevuConnection? connection) ? connection : null;

    /// <summary>Returns the current connection, or ends the pipeline with an error if there is none.</summary>
    public static SevuConnection RequireConnection(this PSCmdlet cmdlet)
    {
        SevuConnection? connection = Get();
        if (connection is null)
        {
            cmdlet.ThrowTerminatingError(SevuConnectionException.NotConnected(CommandTexts.NotConnected).ToErrorRecord());
        }

        return connection!;
    }

    public static void Set(SevuConnection? connection)
    {
        ByRunspace.Remove(Runspace.DefaultRunspace);
        if (connection is not null)
        {
            ByRunspace.Add(Runspace.DefaultRunspace, connection);
        }
    }
}
