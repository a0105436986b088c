using System.Management.Automation;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Revokes a ticket: from now on it lets nobody in.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SevuTicket", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Ticket))]
public sealed class RevokeSevuTicketCommand : SevuTicketCommandBase
{
    /// <summary>Gives the ticket out as the service shows it afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessTicket(string key, string name)
    {
        if (!ShouldProcess(DisplayText.Format(Messages.TicketName, name)))
        {
            return;
        }

        try
        {
            Revoke(key, name);
        }
        catch (SevuServiceException refusal) when (MayBeAboutTicket(refusal.Code))
        {
            // A ticket that lets nobody in any more is what was asked for.
            if (!IsInactive(key, name))
            {
                throw;
            }

            WriteWarning(DisplayText.Format(Messages.AlreadyInactive, DisplayText.Format(Messages.TicketName, name), refusal.Message));
        }

        if (PassThru)
        {
            WriteObject(LookUp(key, name));
        }
    }

    private void Revoke(string key, string name)
    {
        using SevuResponse response = Send(new SevuRequest("sevu.revoke", [new("key", key)]));
        AnswerReader answer = new(response);
        answer.ReadToEnd();
        WriteOutcome(name, answer, response);
        answer.EnsureSuccess(hasContent: false);
    }

    private static bool MayBeAboutTicket(ServiceCode code)
        => code.Kind is ServiceCodeKind.None or ServiceCodeKind.Success or ServiceCodeKind.InvalidRequest or ServiceCodeKind.Unknown;

    private bool IsInactive(string key, string name)
    {
        try
        {
            return LookUp(key, name).Active == false;
        }
        catch (SevuException failure)
        {
            WriteVerbose(DisplayText.Format(Messages.About, name, failure.Message));
            return false;
        }
    }
}
