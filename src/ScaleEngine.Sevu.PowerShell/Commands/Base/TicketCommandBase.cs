using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>Base of the cmdlets that take tickets by key.</summary>
public abstract class TicketCommandBase : SevuCommandBase
{
    private protected TicketCommandBase()
    {
    }

    /// <summary>The tickets' keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ticket")]
    [AllowNull]
    [AllowEmptyString]
    [TicketKeyTransformation]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string?[] Key { get; set; } = [];

    /// <summary>Processes the tickets one by one.</summary>
    protected override void ProcessRecord()
    {
        foreach (string? given in Key)
        {
            string key = TicketKey.Trim(given ?? "");
            if (given is not null && key.Length == 0 && MyInvocation.ExpectingInput)
            {
                WriteVerbose(CommandTexts.BlankLine);
                continue;
            }

            RecentValues.Keys.Add(key);
            ProcessTicket(key);
        }
    }

    private protected abstract void ProcessTicket(string key);

    /// <summary>Runs a part of the processing of a ticket. A failure becomes an error for that ticket.</summary>
    private protected void ProcessTicket(string key, Action action) => ProcessInput(TicketKey.Name(key), DisplayName(key), action);

    /// <returns>What messages call the ticket; null if it has no name.</returns>
    private protected static string? DisplayName(string key)
        => TicketKey.Name(key) is { Length: > 0 } name ? DisplayText.Format(CommandTexts.TicketName, name) : null;

    /// <exception cref="SevuInputException">The text cannot be a key.</exception>
    private protected static void EnsureKey(string key)
    {
        if (TicketKey.Problem(key) is SevuInputException problem)
        {
            throw problem;
        }
    }
}
