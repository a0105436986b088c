using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>Base of the cmdlets that take tickets by key.</summary>
public abstract class TicketCommandBase : SevuCommandBase
{
    private string? _keyError;
    private long _inputCount;

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
    public string?[] Key
    {
        get;
        set
        {
            field = value;
            _keyError = ConversionError.Take();
        }
    } = [];

    /// <summary>Rejects keys that were not given as such on the command line.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (_keyError is not null)
        {
            ThrowTerminatingError(SevuInputException.InvalidKey(_keyError).ToErrorRecord());
        }
    }

    /// <summary>Processes the tickets one by one.</summary>
    protected override void ProcessRecord()
    {
        _inputCount++;
        if (_keyError is not null)
        {
            WriteError(SevuInputException.InvalidKey(_keyError).ToErrorRecord(target: null, InputName()));
            return;
        }

        foreach (string? given in Key)
        {
            string key = TicketKey.Trim(given ?? "");
            if (given is not null && key.Length == 0 && MyInvocation.ExpectingInput)
            {
                WriteVerbose(CommandTexts.BlankLine);
                continue;
            }

            RecentValues.Keys.Add(key);
            ProcessTicket(key, DisplayName(key) ?? InputName());
        }
    }

    private protected abstract void ProcessTicket(string key, string? name);

    /// <summary>Runs a part of the processing of a ticket. A failure becomes an error for that ticket.</summary>
    private protected void ProcessTicket(string key, string? name, Action action)
        => ProcessInput(TicketKey.Name(key), name, action);

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

    /// <returns>What messages call an input without a name; null if there is no pipeline input.</returns>
    private string? InputName() => MyInvocation.ExpectingInput ? DisplayText.Format(CommandTexts.InputName, _inputCount) : null;
}
