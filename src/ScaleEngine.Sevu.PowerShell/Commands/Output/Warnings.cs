using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Writes warnings.</summary>
internal static class Warnings
{
    /// <summary>Warns. With -Debug, PowerShell then asks whether to continue; where nobody can answer, the cmdlet continues instead of
    /// failing.</summary>
    public static void Warn(this PSCmdlet cmdlet, string text)
    {
        try
        {
            cmdlet.WriteWarning(text);
        }
        catch (Exception failure) when (failure is not (ActionPreferenceStopException or PipelineStoppedException)
            && cmdlet.MyInvocation.BoundParameters.ContainsKey("Debug"))
        {
        }
    }
}
