using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Service;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Issues a ticket.</summary>
[Cmdlet(VerbsCommon.New, "SevuTicket", SupportsShouldProcess = true, HelpUri = HelpUris.Ticket)]
[OutputType(typeof(Ticket))]
public sealed class NewSevuTicketCommand : SevuCommandBase
{
    private readonly SortedDictionary<string, SevuInputException> _conversionErrors = new(StringComparer.Ordinal);
    private long _inputCount;

    /// <summary>The videos or streams that the ticket gives access to; <c>*</c> is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextList(FromPipeline = true)]
    [ArgumentCompleter(typeof(VideoCompleter))]
    public string?[] Video { get; set => field = Checked(value, SevuInputException.NotAName); } = [];

    /// <summary>The applications that the ticket gives access to. Each name begins with the account's user name and a
    /// hyphen.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextList(FromPipeline = true)]
    [ArgumentCompleter(typeof(AppCompleter))]
    public string?[] App { get; set => field = Checked(value, SevuInputException.NotAName); } = [];

    /// <summary>The addresses that the ticket may be used from: addresses, CIDR ranges, <c>auto</c> for the first viewer's
    /// address, <c>auto/24</c> for the network around it, <c>0.0.0.0/0</c> for any.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IP")]
    [TextList(FromPipeline = true)]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public string?[]? IPAddress { get; set => field = Checked(value, SevuInputException.NotAnAddress); }

    /// <summary>How many times the ticket may start a stream; 0 for any number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber(FromPipeline = true)]
    public int? Uses { get; set => field = Checked(value, SevuInputException.NotANumber); }

    /// <summary>When the ticket expires. Local time unless the value says otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Expire")]
    [Time(FromPipeline = true)]
    public DateTime? Expires { get; set => field = Checked(value, SevuInputException.NotATime); }

    /// <summary>The password that a player presents with the key. By default, a strong random one.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>Rejects values on the command line that could not be converted.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (_conversionErrors.Count > 0)
        {
            ThrowTerminatingError(_conversionErrors.Values.First().ToErrorRecord());
        }
    }

    /// <summary>Issues one ticket.</summary>
    protected override void ProcessRecord()
    {
        _inputCount++;
        bool hasVideo = !_conversionErrors.ContainsKey(nameof(Video)) && Video.Any(name => !string.IsNullOrWhiteSpace(name));
        ProcessInput(hasVideo ? Names(Video) : null, Name(hasVideo), () =>
        {
            if (_conversionErrors.Count > 0)
            {
                throw _conversionErrors.Values.First();
            }

            WarnAboutLocalTime(nameof(Expires), Expires);
            SecureString password = Password?.Copy() ?? TicketPassword.Create();
            SevuRequest request = IssueTicketRequest.Create(Video, App, IPAddress, Uses, Expires, password);
            if (ShouldProcess(Target()))
            {
                Issue(request, password);
            }
        });
    }

    /// <summary>Learns whether a value could be converted, before it is set.</summary>
    private T Checked<T>(T value, Func<string, string, SevuInputException> createError, [CallerMemberName] string parameter = "")
    {
        _conversionErrors.Remove(parameter);
        if (ConversionError.Take() is string reason)
        {
            _conversionErrors.Add(parameter, createError(parameter, reason));
        }

        return value;
    }

    private void Issue(SevuRequest request, SecureString password)
    {
        IssuedTicket issued = Service.IssueTicket(request, password);
        WriteObject(issued.Ticket);
        RecentValues.Keys.Add(issued.Ticket.Key);
        RecentValues.AddNamesOf(issued.Ticket);
        issued.ReportOutcome();
    }

    /// <returns>What messages call the ticket; null if it has no name.</returns>
    private string? Name(bool hasVideo) => (hasVideo, MyInvocation.ExpectingInput) switch
    {
        (true, true) => DisplayText.Format(CommandTexts.NewTicketOfInput, _inputCount, List(Video)),
        (true, false) => DisplayText.Format(CommandTexts.NewTicketName, List(Video)),
        (false, true) => DisplayText.Format(CommandTexts.InputName, _inputCount),
        (false, false) => null,
    };

    private string Target() => DisplayText.Format(
        CommandTexts.TicketTarget,
        List(Video),
        List(App),
        IPAddress is null ? CommandTexts.LeftToService : List(IPAddress),
        Uses?.ToString(CultureInfo.InvariantCulture) ?? CommandTexts.LeftToService,
        FormatView.Time(Expires?.ToUniversalTime().ToLocalTime()) ?? CommandTexts.LeftToService,
        Connection);

    private static string List(string?[] names) => DisplayText.Excerpt(string.Join(", ", Names(names)));

    private static string[] Names(string?[] names) => [.. names.Select(TicketName.ForDisplay)];
}
