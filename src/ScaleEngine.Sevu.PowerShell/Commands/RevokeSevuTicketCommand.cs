using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Errors;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Revokes a ticket, so that it gives access to nobody. A ticket that is named several times is revoked once.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SevuTicket", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpUris.Ticket)]
[OutputType(typeof(Ticket))]
public sealed class RevokeSevuTicketCommand : TicketCommandBase
{
    private readonly HashSet<string> _processed = new(StringComparer.Ordinal);

    /// <summary>Returns the ticket as the service shows it afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessTicket(string key, string? name)
    {
        // Attempts come from the pipeline too, many for a ticket.
        if (_processed.Add(key))
        {
            ProcessTicket(key, name, () => RevokeTicket(key));
        }
    }

    private void RevokeTicket(string key)
    {
        EnsureKey(key);
        if (!ShouldProcess(DisplayText.Format(CommandTexts.TicketOfAccount, DisplayName(key), Connection)))
        {
            return;
        }

        try
        {
            Service.RevokeTicket(key);
        }
        catch (SevuServiceException refusal) when (MayBeAboutTicket(refusal.Code))
        {
            // If the ticket is already inactive, what the user wants is done.
            if (!IsInactive(key))
            {
                throw;
            }

            this.Warn(DisplayText.Format(CommandTexts.AlreadyInactive, DisplayName(key), refusal.Message));
        }

        if (PassThru)
        {
            WriteRevokedTicket(key);
        }
    }

    private void WriteRevokedTicket(string key)
    {
        try
        {
            WriteObject(Service.GetTicket(key));
        }
        catch (SevuException)
        {
            this.Warn(DisplayText.Format(CommandTexts.RevokedButNotRead, DisplayName(key)));
            throw;
        }
    }

    private static bool MayBeAboutTicket(ServiceCode code)
        => code.Kind is ServiceCodeKind.None or ServiceCodeKind.Success or ServiceCodeKind.InvalidRequest or ServiceCodeKind.Unknown;

    private bool IsInactive(string key)
    {
        try
        {
            return Service.GetTicket(key).Active == false;
        }
        catch (SevuException failure)
        {
            WriteVerbose(DisplayText.Format(Messages.About, DisplayName(key), failure.Message));
            return false;
        }
    }
}
