using System.Management.Automation;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>What the cmdlets share that take tickets by their keys.</summary>
public abstract class SevuTicketCommandBase : SevuCommandBase
{
    private protected SevuTicketCommandBase()
    {
    }

    /// <summary>The tickets' keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ticket")]
    [AllowEmptyString]
    [TicketKeyTransformation]
    public string[] Key { get; set; } = [];

    /// <summary>Takes each ticket in turn.</summary>
    protected override void ProcessRecord()
    {
        foreach (string key in Key)
        {
            string name = DisplayText.Harmless(key)!;
            Process(key, name.Length == 0 ? null : DisplayText.Format(Messages.TicketName, name), () =>
            {
                if (string.IsNullOrWhiteSpace(key))
                {
                    throw SevuInputException.EmptyKey();
                }

                ProcessTicket(key, name);
            });
        }
    }

    /// <summary>Asks the service what the ticket is.</summary>
    /// <inheritdoc cref="ProcessTicket"/>
    private protected Ticket LookUp(string key, string name)
    {
        using SevuResponse response = Send(new SevuRequest("sevu.status", [new("key", key)]));
        AnswerReader answer = new(response);
        Ticket ticket = new TicketReader(answer).Read();
        WriteOutcome(name, answer, response);
        WarnOfTime(answer);
        return ticket;
    }

    /// <param name="key">The ticket's key, not empty.</param>
    /// <param name="name">The key as it may be shown.</param>
    private protected abstract void ProcessTicket(string key, string name);
}
