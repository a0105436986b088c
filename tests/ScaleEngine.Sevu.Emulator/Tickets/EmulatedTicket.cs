using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>A ticket, its state and its attempts.</summary>
public sealed class EmulatedTicket
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<EmulatedAttempt> _attempts;
    private volatile bool _active = true;

    internal EmulatedTicket(
        string key, string description, TicketRules rules, DateTimeOffset created, IReadOnlyList<EmulatedAttempt> attempts)
    {
        Key = key;
        Description = description;
        Rules = rules;
        Created = created;
        _attempts = attempts;
    }

    public string Key { get; }

    /// <summary>A short text: how the ticket is used.</summary>
    public string Description { get; }

    public TicketRules Rules { get; }

    /// <summary>When the ticket was issued, in UTC.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>False after the ticket was revoked.</summary>
    public bool Active => _active;

    /// <summary>The attempts to use the ticket, oldest first.</summary>
    public IReadOnlyList<EmulatedAttempt> Attempts => _attempts;

    /// <summary>The time of the last accepted attempt, in UTC; null if there is none.</summary>
    public DateTimeOffset? LastUsed => Attempts.LastOrDefault(attempt => attempt.Success && attempt.Time is not null)?.Time;

    /// <returns>False if the ticket was already revoked.</returns>
    internal bool Revoke()
    {
        lock (_lock)
        {
            bool revoked = _active;
            _active = false;
            return revoked;
        }
    }

    /// <summary>Accepts or rejects a viewer, and logs the attempt.</summary>
    internal EmulatedAttempt Admit(Viewer viewer, DateTimeOffset now)
    {
        lock (_lock)
        {
            var attempt = new EmulatedAttempt(
                Key, now, viewer.Ip, viewer.Video, viewer.App, "_definst_", "", "", GetReason(viewer, now), "edge-local-01");
            _attempts = [.. _attempts, attempt];
            return attempt;
        }
    }

    private string GetReason(Viewer viewer, DateTimeOffset now)
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

        if (!Rules.AllowsApp(viewer.App))
        {
            return Reasons.WrongApplication;
        }

        if (!Rules.AllowsVideo(viewer.Video))
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
