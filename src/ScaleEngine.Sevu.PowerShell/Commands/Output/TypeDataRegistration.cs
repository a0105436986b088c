using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Registers what the views need of the types. PowerShell calls it each time the module is imported.</summary>
/// <remarks>Not in a types.ps1xml file: that fails for a second version of the module in the same session, and is read before
/// this assembly is loaded.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TypeDataRegistration : IModuleAssemblyInitializer
{
    // If another type came first in the same output, PowerShell ignores our views, lists these properties and shows text
    // unchanged. So only properties that the service itself writes, nothing that a player sent.
    private static readonly PropertySetData ListedAttemptProperties = new(
    [
        nameof(TicketAttempt.DateTimeUtc), nameof(TicketAttempt.Key), nameof(TicketAttempt.Success), nameof(TicketAttempt.Reason),
        nameof(TicketAttempt.IPAddress),
    ]);

    private static readonly PropertySetData ListedSummaryProperties = new(
    [
        nameof(TicketSummary.Key), nameof(TicketSummary.Attempts), nameof(TicketSummary.Accepted), nameof(TicketSummary.Rejected),
        nameof(TicketSummary.SharingSuspected), nameof(TicketSummary.SharingEvidence),
    ]);

    /// <summary>Registers the type data in the session that imports the module.</summary>
    public void OnImport()
    {
        TypeData[] types =
        [
            .. Describe(typeof(TicketAttempt), [nameof(FormatView.Ticket)], ListedAttemptProperties),
            .. Describe(typeof(Ticket), []),
            .. Describe(typeof(TicketSummary), [], ListedSummaryProperties),
            // The fields of a response are members of the object itself. One has to be named, since no set may be empty.
            .. Describe(ResponseObject.TypeName, ["status"], [nameof(FormatView.ShownResponse)]),
        ];
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Utility\Update-TypeData")
            .AddParameter("TypeData", types)
            // Replaces what an earlier import, or another version, registered.
            .AddParameter("Force")
            .AddParameter("ErrorAction", ActionPreference.Stop)
            // Whatever $WhatIfPreference and $ConfirmPreference are.
            .AddParameter("WhatIf", false)
            .AddParameter("Confirm", false)
            .Invoke();
    }

    private static IEnumerable<TypeData> Describe(Type type, string[] more, PropertySetData? listed = null)
    {
        string[] properties = [.. type.GetProperties().Select(property => property.Name)];
        IEnumerable<string> shown = properties.Select(name => "Shown" + name).Where(name => typeof(FormatView).GetMethod(name) is not null);
        return Describe(type.FullName!, properties, [.. shown, .. more], listed);
    }

    /// <summary>The type data of a type, and of its copies from a job or a file.</summary>
    private static IEnumerable<TypeData> Describe(string type, string[] properties, string[] shown, PropertySetData? listed = null)
    {
        foreach (string name in new[] { type, "Deserialized." + type })
        {
            TypeData data = new(name)
            {
                DefaultDisplayPropertySet = listed,
                // Otherwise copies would have the hidden properties too, and not hidden. What was added to the object itself is
                // copied nevertheless.
                SerializationMethod = "SpecificProperties",
                PropertySerializationSet = new PropertySetData(properties),
                // A summary has lists of objects. By default, a job returns the text of what is in a property.
                SerializationDepth = 3,
            };
            foreach (string property in shown)
            {
                data.Members.Add(property, new CodePropertyData(property, typeof(FormatView).GetMethod(property)) { IsHidden = true });
            }

            yield return data;
        }
    }
}
