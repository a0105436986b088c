using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>A ticket, and what has become of it.</summary>
public sealed class EmulatedTicket
{
    private readonly Lock _usher = new();
    private volatile IReadOnlyList<EmulatedAttempt> _attempts;
    private volatile bool _active = true;

    internal EmulatedTicket(
        string key, string habit, TicketRules rules, DateTimeOffset created, IReadOnlyList<EmulatedAttempt> attempts)
    {
        Key = key;
        Habit = habit;
        Rules = rules;
        Created = created;
        _attempts = attempts;
    }

    /// <summary>The ticket's key.</summary>
    public string Key { get; }

    /// <summary>How it is used, in a sentence.</summary>
    public string Habit { get; }

    /// <summary>What it opens.</summary>
    public TicketRules Rules { get; }

    /// <summary>When it was issued, UTC.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>False once it is revoked.</summary>
    public bool Active => _active;

    /// <summary>Its attempts, oldest first.</summary>
    public IReadOnlyList<EmulatedAttempt> Attempts => _attempts;

    /// <summary>When it last let somebody in, UTC; null where it never did.</summary>
    public DateTimeOffset? Used => Attempts.LastOrDefault(attempt => attempt.Success && attempt.Time is not null)?.Time;

    /// <returns>False where it was revoked before.</returns>
    internal bool Revoke()
    {
        lock (_usher)
        {
            bool revoked = _active;
            _active = false;
            return revoked;
        }
    }

    /// <summary>Lets a viewer in, or says why not, and logs it.</summary>
    internal EmulatedAttempt Admit(Viewer viewer, DateTimeOffset now)
    {
        lock (_usher)
        {
            var attempt = new EmulatedAttempt(
                Key, now, viewer.Ip, viewer.Video, viewer.App, "_definst_", "", "", Decide(viewer, now), "edge-local-01");
            _attempts = [.. _attempts, attempt];
            return attempt;
        }
    }

    private string Decide(Viewer viewer, DateTimeOffset now)
    {
        if (viewer.Pass != Rules.Pass)
        {
            return Reasons.InvalidAuthToken;
        }

        if (!_active)
        {
            return Reasons.TokenRevoked;
        }

        if (now >= Rules.Expires)
        {
            return Reasons.Expired;
        }

        if (!Rules.OpensApp(viewer.App))
        {
            return Reasons.WrongApplication;
        }

        if (!Rules.OpensVideo(viewer.Video))
        {
            return Reasons.NotAuthorizedForVideo;
        }

        EmulatedAttempt[] accepted = [.. _attempts.Where(attempt => attempt.Success)];
        IPAddress? firstViewer = accepted.Length == 0 ? null : IPAddress.Parse(accepted[0].Ip);
        if (!Rules.Ip.Split('|').Any(rule => AddressRule.Parse(rule)!.Admits(IPAddress.Parse(viewer.Ip), firstViewer)))
        {
            return Reasons.InvalidIpAddress;
        }

        return Rules.Uses > 0 && accepted.Length >= Rules.Uses ? Reasons.ExceededMaxViews : Reasons.Success;
    }
}
