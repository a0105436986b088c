using System.Globalization;
using System.Management.Automation;
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
    /// <summary>The videos or streams that the ticket gives access to; <c>*</c> is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [TextList]
    [ArgumentCompleter(typeof(VideoCompleter))]
    public string[] Video { get; set; } = [];

    /// <summary>The applications that the ticket gives access to. Each name begins with the account's user name and a
    /// hyphen.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [TextList]
    [ArgumentCompleter(typeof(AppCompleter))]
    public string[] App { get; set; } = [];

    /// <summary>The addresses that the ticket may be used from: addresses, CIDR ranges, <c>auto</c> for the first viewer's
    /// address, <c>auto/24</c> for the network around it, <c>0.0.0.0/0</c> for any.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextList]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public string[]? IPAddress { get; set; }

    /// <summary>How many times the ticket may start a stream; 0 for any number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? Uses { get; set; }

    /// <summary>When the ticket expires. Local time unless the value says otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Time]
    public DateTime? Expires { get; set; }

    /// <summary>The password that a player presents with the key. By default, a strong random one.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>Issues one ticket.</summary>
    protected override void ProcessRecord()
    {
        ProcessInput(Video, DisplayText.Format(CommandTexts.NewTicketName, List(Video)), () =>
        {
            WarnAboutLocalTime(nameof(Expires), Expires);
            SecureString password = Password?.Copy() ?? TicketPassword.Create();
            SevuRequest request = IssueTicketRequest.Create(Video, App, IPAddress, Uses, Expires, password);
            if (ShouldProcess(Target()))
            {
                Issue(request, password);
            }
        });
    }

    private void Issue(SevuRequest request, SecureString password)
    {
        IssuedTicket issued = Service.IssueTicket(request, password);
        WriteObject(issued.Ticket);
        RecentValues.Keys.Add(issued.Ticket.Key);
        RecentValues.AddNamesOf(issued.Ticket);
        issued.ReportOutcome();
    }

    private string Target() => DisplayText.Format(
        CommandTexts.TicketTarget,
        List(Video),
        List(App),
        IPAddress is null ? CommandTexts.LeftToService : List(IPAddress),
        Uses?.ToString(CultureInfo.InvariantCulture) ?? CommandTexts.LeftToService,
        FormatView.Time(Expires?.ToUniversalTime().ToLocalTime()) ?? CommandTexts.LeftToService,
        Connection);

    private static string? List(string[] names) => DisplayText.Excerpt(string.Join(", ", names));
}
