using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Which of the messages that most do without the user of a cmdlet wants: by -Debug and -Verbose, or else by
/// $DebugPreference and $VerbosePreference.</summary>
internal readonly record struct EnabledStreams(bool Debug, bool Verbose)
{
    public static EnabledStreams Of(PSCmdlet cmdlet) => new(Wants(cmdlet, "Debug"), Wants(cmdlet, "Verbose"));

    private static bool Wants(PSCmdlet cmdlet, string stream)
        => cmdlet.MyInvocation.BoundParameters.TryGetValue(stream, out object? given)
            ? LanguagePrimitives.IsTrue(given)
            : !LanguagePrimitives.TryConvertTo(cmdlet.GetVariableValue(stream + "Preference"), out ActionPreference preference)
                || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
