using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Service;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Shows what a ticket gives access to, how many times, from where and until when.</summary>
[Cmdlet(VerbsCommon.Get, "SevuTicket", HelpUri = HelpUris.Ticket)]
[OutputType(typeof(Ticket))]
public sealed class GetSevuTicketCommand : ParallelTicketCommandBase
{
    private protected override void Read(string key, SevuService service, ReadAhead output)
        => output.Add(service.GetTicket(key));
}
