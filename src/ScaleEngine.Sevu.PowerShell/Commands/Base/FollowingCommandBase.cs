using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using ScaleEngine.Sevu.Analysis;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>Base of the cmdlets that can return only what is new: since the last run (-Bookmark), and while they wait (-Wait).</summary>
public abstract class FollowingCommandBase : ParallelTicketCommandBase
{
    // Read by the threads that read the tickets.
    private readonly ConcurrentDictionary<string, FollowedTicket> _followed = new(StringComparer.Ordinal);
    private readonly Outage _outage = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private BookmarkFile? _bookmark;
    private PollSchedule? _schedule;
    private bool _isComplete;

    private protected FollowingCommandBase()
    {
    }

    /// <summary>Goes on reading the tickets, and returns new attempts, until the pipeline is stopped.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds from one reading of a ticket to the next, with -Wait.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [WholeNumber]
    public int PollIntervalSec { get; set; } = 15;

    /// <summary>A file that keeps what has been returned, so that each run returns only what is new since the last one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Text]
    public string? Bookmark { get; set; }

    /// <summary>With -Wait and -Bookmark: how many minutes late an attempt may be entered in the log, compared to the ticket's latest
    /// one, and still be found.</summary>
    [Parameter]
    [ValidateRange(0, 10080)]
    [WholeNumber]
    public int OverlapMinutes { get; set; } = 15;

    /// <summary>Whether only what is new is returned.</summary>
    private protected bool IsFollowing => Wait || Bookmark is not null;

    /// <summary>Where a ticket begins of which nothing has been returned (UTC); null for its whole log.</summary>
    private protected abstract DateTime? StartUtc { get; }

    /// <summary>Opens the bookmark.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _bookmark = Bookmark is null ? null : BookmarkFile.Open(
                this.FileSystemPath(Bookmark) ?? throw SevuBookmarkException.NotAccessible(Bookmark, CommandTexts.NotAFile));
        }
        catch (SevuBookmarkException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }

        if (Wait)
        {
            // Each ticket finds out by itself whether the service can be reached again.
            Run.Reachability = null;
        }
    }

    /// <summary>Writes the output that is still missing; with -Wait, until the pipeline is stopped.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Wait)
        {
            Follow();
        }

        SaveBookmark(moves: false);
        _isComplete = true;
    }

    /// <returns>Null if everything about the ticket is returned.</returns>
    private protected FollowedTicket? Followed(string key) => _followed.TryGetValue(key, out FollowedTicket? ticket) ? ticket : null;

    private protected override void ProcessTicket(string key, string? name)
    {
        if (IsFollowing && !_followed.TryAdd(key, new(key, name, new(_bookmark?.Find(key) ?? TicketMark.StartAt(StartUtc)))))
        {
            WriteVerbose(DisplayText.Format(CommandTexts.AlreadyFollowed, name));
            return;
        }

        base.ProcessTicket(key, name);
    }

    private protected override void OnRead(string key)
    {
        if (Followed(key) is not FollowedTicket ticket)
        {
            return;
        }

        if (_bookmark is not null && (ticket.Seen.IsChanged || _bookmark.Find(key) is null))
        {
            _bookmark.Set(key, ticket.Seen.ToMark());
        }

        if (_outage.AddSuccess(key))
        {
            this.Warn(CommandTexts.OutageEnded);
        }

        _schedule?.Return(ticket, _clock.Elapsed);
    }

    /// <summary>With -Wait, a ticket that cannot be read is read again later, unless its key is not valid.</summary>
    private protected override bool OnFailed(string key, string? name, SevuException failure)
    {
        if (!Wait || Followed(key) is not FollowedTicket ticket)
        {
            return false;
        }

        if (failure is SevuInputException)
        {
            _followed.TryRemove(key, out _);
            return false;
        }

        if (_outage.AddFailure(key, failure.ErrorId))
        {
            this.Warn(DisplayText.Format(CommandTexts.OutageBegan, name, failure.Message, PollIntervalSec));
        }

        _schedule?.Return(ticket, _clock.Elapsed);
        return true;
    }

    /// <summary>Moves the bookmark, if the pipeline took everything, and releases it.</summary>
    private protected override void OnPipelineEnded()
    {
        try
        {
            if (_isComplete && !Stopping)
            {
                _bookmark?.Commit();
            }
        }
        catch (SevuBookmarkException failure)
        {
            // Too late for the error stream.
            Host?.UI?.WriteErrorLine(failure.Message);
        }
        finally
        {
            _bookmark?.Dispose();
        }
    }

    /// <summary>Reads the tickets again and again.</summary>
    private void Follow()
    {
        KeepsOrder = false;
        TimeSpan interval = TimeSpan.FromSeconds(PollIntervalSec);
        _schedule = new PollSchedule([.. _followed.Values], interval, _clock.Elapsed);
        TimeSpan nextSave = TimeSpan.Zero;
        while (!_schedule.IsEmpty)
        {
            while (!IsFull() && _schedule.TakeDue(_clock.Elapsed) is FollowedTicket due)
            {
                StartReading(due.Key, due.Name);
            }

            if (_clock.Elapsed >= nextSave)
            {
                SaveBookmark(moves: true);
                nextSave = _clock.Elapsed + interval;
            }

            WaitForNews(IsFull() ? RunProgress.UpdateInterval : _schedule.UntilNext(_clock.Elapsed));
            WriteOutput();
        }
    }

    /// <param name="moves">Whether the bookmark moves now; otherwise it does when the pipeline has ended.</param>
    private void SaveBookmark(bool moves)
    {
        try
        {
            _bookmark?.Prepare();
            if (moves)
            {
                _bookmark?.Commit();
            }
        }
        catch (SevuBookmarkException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }
}
