using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Shows what a ticket opens, how often, from where and until when.</summary>
[Cmdlet(VerbsCommon.Get, "SevuTicket")]
[OutputType(typeof(Ticket))]
public sealed class GetSevuTicketCommand : SevuTicketCommandBase
{
    private protected override void ProcessTicket(string key, string name) => WriteObject(LookUp(key, name));
}
