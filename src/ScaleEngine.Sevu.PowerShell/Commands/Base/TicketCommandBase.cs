using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>What the cmdlets share that take tickets by their keys.</summary>
public abstract class TicketCommandBase : SevuCommandBase
{
    private protected TicketCommandBase()
    {
    }

    /// <summary>The tickets' keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ticket")]
    [AllowEmptyString]
    [TicketKeyTransformation]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>Takes each ticket in turn.</summary>
    protected override void ProcessRecord()
    {
        foreach (string key in Key)
        {
            RecentKeys.Add(key);
            ProcessTicket(key);
        }
    }

    private protected abstract void ProcessTicket(string key);

    /// <returns>What messages call the ticket; null where it has no name.</returns>
    private protected static string? DisplayName(string key)
        => key.Length == 0 ? null : DisplayText.Format(CommandTexts.TicketName, DisplayText.ReplaceControlCharacters(key));

    /// <exception cref="SevuInputException">It is empty.</exception>
    private protected static void EnsureKey(string key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            throw SevuInputException.EmptyKey();
        }
    }
}
