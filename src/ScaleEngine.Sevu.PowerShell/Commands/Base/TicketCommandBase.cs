using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Parameters;

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
    [AllowEmptyString]
    [TicketKeyTransformation]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>Processes the tickets one by one.</summary>
    protected override void ProcessRecord()
    {
        foreach (string key in Key)
        {
            RecentKeys.Add(key);
            ProcessTicket(key);
        }
    }

    private protected abstract void ProcessTicket(string key);

    /// <returns>What messages call the ticket; null if the key is empty.</returns>
    private protected static string? DisplayName(string key)
        => key.Length == 0 ? null : DisplayText.Format(CommandTexts.TicketName, DisplayText.ReplaceControlCharacters(key));

    /// <exception cref="SevuInputException">The key is empty.</exception>
    private protected static void EnsureKey(string key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            throw SevuInputException.EmptyKey();
        }
    }
}
