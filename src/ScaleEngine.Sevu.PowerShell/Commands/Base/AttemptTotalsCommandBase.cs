using System.Collections;
using System.Management.Automation;
using ScaleEngine.Sevu.Analysis;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>Base of the cmdlets that add attempts up: takes them, or rows with their properties, and what makes a ticket look
/// shared.</summary>
public abstract class AttemptTotalsCommandBase : PSCmdlet
{
    private string? _keyError;
    private long _inputCount;

    private protected AttemptTotalsCommandBase()
    {
    }

    /// <summary>The attempts, or rows with their properties.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The keys of tickets that get a summary even without attempts, before all others.</summary>
    [Parameter(Position = 1)]
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

    /// <summary>The length of the window in which networks are counted, from a minute to 31 days.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many networks may be rejected because of the address or the number of uses within the window, and never
    /// accepted, before sharing is suspected.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [WholeNumber]
    public int MaximumOutsideNetworkCount { get; set; } = 5;

    /// <summary>For tickets that are for one person each: how many networks may be accepted within the window before sharing is
    /// suspected.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [WholeNumber]
    public int? MaximumAcceptedNetworkCount { get; set; }

    /// <summary>How many inputs could not be read.</summary>
    private protected long UnreadableCount { get; private set; }

    /// <summary>What has been added.</summary>
    private protected AttemptTotals Totals { get; private set; } = null!;

    /// <summary>Takes the named tickets. A key that cannot be one is an error for that key.</summary>
    protected override void BeginProcessing()
    {
        Totals = new AttemptTotals(new SharingRule(Window, MaximumOutsideNetworkCount, MaximumAcceptedNetworkCount));
        if (_keyError is not null)
        {
            ThrowTerminatingError(SevuInputException.InvalidKey(_keyError).ToErrorRecord());
        }

        List<string> keys = [];
        foreach (string key in Key.Select(key => TicketKey.Trim(key ?? "")))
        {
            if (TicketKey.Problem(key) is SevuInputException problem)
            {
                WriteError(problem.ToErrorRecord(TicketKey.Name(key)));
            }
            else
            {
                keys.Add(key);
            }
        }

        Totals.AddTickets(keys);
    }

    /// <summary>Adds an attempt.</summary>
    protected override void ProcessRecord()
    {
        if (InputObject.BaseObject is TicketAttempt attempt)
        {
            _inputCount++;
            Add(attempt);
        }
        else if (!MyInvocation.ExpectingInput && LanguagePrimitives.GetEnumerable(InputObject) is IEnumerable list)
        {
            foreach (object? item in list)
            {
                AddRow(PSObject.AsPSObject(item ?? ""));
            }
        }
        else
        {
            AddRow(InputObject);
        }
    }

    /// <summary>Adds an attempt to the totals.</summary>
    /// <exception cref="SevuInputException">The bound of the memory is reached.</exception>
    private protected virtual void Count(TicketAttempt attempt) => Totals.Add(attempt);

    private void AddRow(PSObject row)
    {
        _inputCount++;
        TicketAttempt attempt;
        try
        {
            attempt = AttemptRow.Read(row);
        }
        catch (SevuInputException failure)
        {
            UnreadableCount++;
            // Not the row as the target: it may have a password.
            WriteError(failure.ToErrorRecord(target: null, DisplayText.Format(CommandTexts.InputName, _inputCount)));
            return;
        }

        Add(attempt);
    }

    private void Add(TicketAttempt attempt)
    {
        try
        {
            Count(attempt);
        }
        catch (SevuInputException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }
}
