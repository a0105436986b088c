using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Whether the user wants debug and verbose messages: -Debug and -Verbose, or else $DebugPreference and
/// $VerbosePreference.</summary>
internal readonly record struct EnabledStreams(bool Debug, bool Verbose)
{
    public static EnabledStreams Of(PSCmdlet cmdlet) => new(Wants(cmdlet, "Debug"), Wants(cmdlet, "Verbose"));

    private static bool Wants(PSCmdlet cmdlet, string stream)
        => cmdlet.MyInvocation.BoundParameters.TryGetValue(stream, out object? given)
            ? LanguagePrimitives.IsTrue(given)
            : !LanguagePrimitives.TryConvertTo(cmdlet.GetVariableValue(stream + "Preference"), out ActionPreference preference)
                || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
