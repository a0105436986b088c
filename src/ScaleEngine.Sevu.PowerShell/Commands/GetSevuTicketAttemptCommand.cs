using System.Management.Automation;
using ScaleEngine.Sevu.Analysis;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Service;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Reads who tried to use a ticket, when, from where, and why it was refused.</summary>
[Cmdlet(VerbsCommon.Get, "SevuTicketAttempt", DefaultParameterSetName = AllSet, HelpUri = HelpUris.Attempts)]
[OutputType(typeof(TicketAttempt))]
public sealed class GetSevuTicketAttemptCommand : FollowingCommandBase
{
    private const string AllSet = "All";
    private const string RejectedSet = "Rejected";
    private const string AcceptedSet = "Accepted";

    private AttemptFilter _filter = null!;

    /// <summary>Returns only attempts that were rejected.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RejectedSet)]
    public SwitchParameter Rejected { get; set; }

    /// <summary>Returns only attempts that were accepted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AcceptedSet)]
    public SwitchParameter Accepted { get; set; }

    /// <summary>Returns only attempts with one of these reasons, as <c>-like</c> compares them.</summary>
    [Parameter]
    [TextList]
    [ValidateNotNull]
    [ValidateCount(1, int.MaxValue)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ReasonCompleter))]
    public string[]? Reason { get; set; }

    /// <summary>Returns only attempts from these addresses: addresses and CIDR ranges, IPv4 and IPv6.</summary>
    [Parameter]
    [TextList]
    [ValidateNotNull]
    [ValidateCount(1, int.MaxValue)]
    public string[]? IPAddress { get; set; }

    /// <summary>Returns only attempts on these videos or streams, as <c>-like</c> compares them.</summary>
    [Parameter]
    [TextList]
    [ValidateNotNull]
    [ValidateCount(1, int.MaxValue)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VideoCompleter))]
    public string[]? Video { get; set; }

    /// <summary>Returns only attempts on these applications, as <c>-like</c> compares them.</summary>
    [Parameter]
    [TextList]
    [ValidateNotNull]
    [ValidateCount(1, int.MaxValue)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AppCompleter))]
    public string[]? App { get; set; }

    /// <summary>Returns attempts from this time on. Local time unless the value says otherwise.</summary>
    [Parameter]
    [Time(AcceptsNull = true)]
    public DateTime? StartTime { get; set; }

    /// <summary>Returns attempts up to this time. Local time unless the value says otherwise.</summary>
    [Parameter]
    [Time(AcceptsNull = true)]
    public DateTime? EndTime { get; set; }

    /// <summary>Returns only the latest attempts of each ticket, this many; with -Wait, and then those that come.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [WholeNumber]
    public int? Tail { get; set; }

    /// <summary>Checks the parameters before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        WarnAboutLocalTime(nameof(StartTime), StartTime);
        WarnAboutLocalTime(nameof(EndTime), EndTime);
        try
        {
            EnsureCompatible(Wait && EndTime is not null, nameof(Wait), nameof(EndTime));
            EnsureCompatible(Bookmark is not null && EndTime is not null, nameof(Bookmark), nameof(EndTime));
            EnsureCompatible(Bookmark is not null && Tail is not null, nameof(Bookmark), nameof(Tail));
            // The bookmark moves when the pipeline has taken everything, which a buffer only seems to do.
            EnsureCompatible(Bookmark is not null && MyInvocation.BoundParameters.ContainsKey("OutBuffer"), nameof(Bookmark), "OutBuffer");
            _filter = new AttemptFilter(StartTime, EndTime)
            {
                Success = Rejected ? false : Accepted ? true : null,
                IPAddress = IPAddress?.Select(AddressRange.Parse).ToArray(),
                Reason = LikePatterns.ToPredicate(Reason),
                Video = LikePatterns.ToPredicate(Video),
                App = LikePatterns.ToPredicate(App),
            };
        }
        catch (SevuInputException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }

        base.BeginProcessing();
    }

    /// <summary>Writes the output that is still missing. Warns if no ticket has attempts, unless only some are wanted: then that is
    /// nothing unusual.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (FoundNothing && _filter.IncludesAll && !IsFollowing)
        {
            this.Warn(CommandTexts.NoAttempts);
        }
    }

    private protected override DateTime? StartUtc => _filter.StartUtc;

    private protected override void Read(string key, SevuService service, ReadAhead output)
    {
        FollowedTicket? ticket = Followed(key);
        using AttemptLog log = service.OpenAttempts(key, ticket is null ? _filter : _filter with { StartUtc = ticket.Seen.From });
        log.BeforeWait = output.Flush;
        LatestAttempts? latest = Tail is int count && ticket is not { IsRead: true } ? new(count) : null;
        try
        {
            while (log.Read() is TicketAttempt attempt)
            {
                if (ticket is not null && !ticket.Seen.TryAdd(attempt))
                {
                    continue;
                }

                if (latest is null)
                {
                    output.Add(attempt);
                }
                else
                {
                    latest.Add(attempt);
                }
            }
        }
        catch
        {
            ticket?.Seen.Abandon(nothingReturned: latest is not null);
            throw;
        }

        foreach (TicketAttempt attempt in latest?.Get() ?? [])
        {
            output.Add(attempt);
        }

        ticket?.Complete(log.Latest, log.Now, TimeSpan.FromMinutes(OverlapMinutes));
    }

    private static void EnsureCompatible(bool areBothGiven, string parameter, string other)
    {
        if (areBothGiven)
        {
            throw SevuInputException.Incompatible(DisplayText.Format(CommandTexts.Incompatible, parameter, other));
        }
    }
}
