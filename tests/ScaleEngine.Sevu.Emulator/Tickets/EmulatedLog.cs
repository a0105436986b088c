using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>The tickets and their attempts: twelve sample tickets with generated attempts of the last five days, the same in each
/// run except for the dates, and the tickets issued since.</summary>
public sealed class EmulatedLog
{
    private const int Seed = 158;
    private const int Days = 5;

    private static readonly TicketRules s_open = new("viewer-4711", "0.0.0.0/0", "event/*", "acme-live", Uses: 0, Expires: null);

    private readonly DateTimeOffset _now;
    private readonly AttemptGenerator _generator = new(Seed);
    private readonly ConcurrentDictionary<string, EmulatedTicket> _byKey;

    internal EmulatedLog(DateTimeOffset now)
    {
        _now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        DateTimeOffset leaked = now.AddHours(-60);
        DateTimeOffset revoked = now.AddHours(-30);
        DateTimeOffset expired = now.UtcDateTime.Date.AddDays(-2);

        SharedTicket = Ticket(
            "mystream.53ffc996dd39d5.39102367",
            "shared: one viewer at first, then rejected from many networks",
            1200,
            s_open with { Ip = "auto/24", Uses = 500 },
            (visit, _) => visit.Time < leaked || _generator.OneIn(6)
                ? visit with { Ip = "203.0.113.24" }
                : visit with
                {
                    // Outside the first viewer's network, to which the ticket is bound.
                    Ip = _generator.OneIn(4) ? _generator.Ipv6() : visit.Ip.Replace("203.0.113.", "192.0.2.", StringComparison.Ordinal),
                    Reason = _generator.Pick(
                        Reasons.InvalidIpAddress,
                        Reasons.InvalidIpAddress,
                        Reasons.InvalidIpAddress,
                        Reasons.ExceededMaxViews,
                        Reasons.ExceededMaxViews,
                        Reasons.InvalidAuthToken),
                });

        PublicTicket = Ticket(
            "keynote.5a0c41e7b21f98.11835520",
            "public: the many viewers of an event, a few of them over the limit",
            1500,
            s_open with { Uses = 2000 },
            (visit, _) => _generator.OneIn(20) ? visit with { Reason = Reasons.ExceededMaxViews } : visit);

        HomeTicket = Ticket(
            "member.5a0c3f21c0d4e1.77120934",
            "well-behaved: one viewer at home, always accepted",
            140,
            s_open with { Ip = "198.51.100.7" },
            (visit, _) => visit with { Ip = "198.51.100.7", Server = "edge-lon-01" });

        RevokedTicket = Ticket(
            "trial.59fe0b6aa93c17.40288415",
            "revoked 30 hours ago: accepted before, rejected since",
            260,
            s_open with { Ip = "192.0.2.81" },
            (visit, _) => visit with
            {
                Ip = "192.0.2.81",
                Reason = visit.Time < revoked ? Reasons.Success : Reasons.TokenRevoked,
            });

        ExpiredTicket = Ticket(
            "weekpass.59f1d2c8e4b7a3.90416372",
            "expired two midnights ago: accepted before, rejected since",
            180,
            s_open with { Ip = "198.51.100.140", Expires = expired },
            (visit, _) => visit with
            {
                Ip = "198.51.100.140",
                Reason = visit.Time < expired ? Reasons.Success : Reasons.Expired,
            });

        WrongApplicationTicket = Ticket(
            "archive.5a07e9d3f60b42.26609871",
            "wrong application: issued for the archive, used on the live application",
            45,
            s_open with { App = "acme-archive" },
            (visit, _) => visit with { Ip = "192.0.2.19", Reason = Reasons.WrongApplication });

        WrongVideoTicket = Ticket(
            "stage2.5a0b7710d8c6f5.63390127",
            "wrong video: accepted for the main stage, rejected for backstage",
            90,
            s_open with { Video = "event/main-stage*" },
            (visit, _) => visit.Video == "event/backstage"
                ? visit with { Ip = "203.0.113.66", Reason = Reasons.NotAuthorizedForVideo }
                : visit with { Ip = "203.0.113.66" });

        GuessedTicket = Ticket(
            "vip.5a0a12cf44e9b0.58217746",
            "guessed: somebody tries passwords and never finds the right one",
            320,
            s_open with { Pass = "a-long-one-17" },
            (visit, _) => visit with { Ip = "192.0.2.200", Reason = Reasons.InvalidAuthToken });

        HostileTicket = Ticket(
            "press.5a0913ba7ec2d8.84450213",
            "hostile: page addresses that attack whoever reads the log",
            4 * HostileText.All.Count,
            s_open,
            (visit, index) => visit with
            {
                Video = index % 2 == 0 ? visit.Video : HostileText.All[index / 2 % HostileText.All.Count],
                PageUrl = HostileText.All[index % HostileText.All.Count],
                ReferrerUrl = HostileText.All[(index + 1) % HostileText.All.Count],
                Reason = Reasons.InvalidAuthToken,
            });

        Ipv6Ticket = Ticket(
            "campus.5a08f4e1960ab7.15073398",
            "IPv6: every viewer comes from an IPv6 address",
            150,
            s_open with { Ip = "2001:db8::/32" },
            (visit, _) => visit with { Ip = _generator.Ipv6() });

        UndatedTicket = Ticket(
            "legacy.4b1d90aa3c55e2.70091864",
            "undated: the oldest attempt has the null date 0000-00-00 00:00:00",
            12,
            s_open,
            (visit, index) => index == 0 ? visit with { Time = null } : visit);

        UnusedTicket = Ticket(
            "spare.5a0c52f8b7d316.32951408",
            "unused: no attempts",
            0,
            s_open with { Ip = "auto", Uses = 1 },
            (visit, _) => visit);

        Tickets =
        [
            SharedTicket, PublicTicket, HomeTicket, RevokedTicket, ExpiredTicket, WrongApplicationTicket,
            WrongVideoTicket, GuessedTicket, HostileTicket, Ipv6Ticket, UndatedTicket, UnusedTicket,
        ];
        _byKey = new(Tickets.Select(ticket => KeyValuePair.Create(ticket.Key, ticket)));
        RevokedTicket.Revoke();
    }

    /// <summary>A shared ticket: rejected from many networks, also in the last six hours.</summary>
    public EmulatedTicket SharedTicket { get; }

    /// <summary>The ticket of an event with many viewers, nearly all accepted.</summary>
    public EmulatedTicket PublicTicket { get; }

    /// <summary>One viewer, one address, always accepted.</summary>
    public EmulatedTicket HomeTicket { get; }

    /// <summary>Revoked 30 hours ago: all later attempts are rejected.</summary>
    public EmulatedTicket RevokedTicket { get; }

    /// <summary>Expired at 00:00 UTC two days ago: all later attempts are rejected.</summary>
    public EmulatedTicket ExpiredTicket { get; }

    /// <summary>Always rejected: it was issued for another application.</summary>
    public EmulatedTicket WrongApplicationTicket { get; }

    /// <summary>Rejected for one video, accepted for the others.</summary>
    public EmulatedTicket WrongVideoTicket { get; }

    /// <summary>Always rejected: the password is wrong each time.</summary>
    public EmulatedTicket GuessedTicket { get; }

    /// <summary>Its <c>pageurl</c> and <c>refurl</c> contain control characters, formulas, markup and the like.</summary>
    public EmulatedTicket HostileTicket { get; }

    /// <summary>All its viewers have IPv6 addresses.</summary>
    public EmulatedTicket Ipv6Ticket { get; }

    /// <summary>Its first attempt has no date.</summary>
    public EmulatedTicket UndatedTicket { get; }

    /// <summary>No attempts at all.</summary>
    public EmulatedTicket UnusedTicket { get; }

    /// <summary>The sample tickets.</summary>
    public IReadOnlyList<EmulatedTicket> Tickets { get; }

    /// <summary>The sample tickets and those issued since.</summary>
    internal IEnumerable<EmulatedTicket> All => _byKey.Values;

    /// <summary>The ticket, or null if there is none with this key.</summary>
    public EmulatedTicket? Find(string key) => _byKey.GetValueOrDefault(key);

    internal EmulatedTicket Issue(TicketRules rules, DateTimeOffset now)
    {
        string key = $"issued.{Guid.NewGuid().ToString("N")[..14]}.{RandomNumberGenerator.GetInt32(100_000_000):D8}";
        return _byKey[key] = new EmulatedTicket(key, "issued", rules, now, []);
    }

    /// <summary>A ticket's attempts, oldest first.</summary>
    /// <param name="key">The ticket's key. An unknown ticket has no attempts.</param>
    /// <param name="since">Excludes attempts before this day (UTC) and attempts without a date.</param>
    internal IEnumerable<EmulatedAttempt> Read(string key, DateOnly? since)
    {
        IEnumerable<EmulatedAttempt> attempts = Find(key)?.Attempts ?? [];
        return since is null
            ? attempts
            : attempts.Where(attempt => attempt.Time is { } time && DateOnly.FromDateTime(time.UtcDateTime) >= since);
    }

    private EmulatedTicket Ticket(
        string key, string description, int count, TicketRules rules, Func<EmulatedAttempt, int, EmulatedAttempt> change) =>
        new(
            key,
            description,
            rules,
            _now.AddDays(-Days - 1),
            [.. Times(count).Select(time => _generator.Accepted(key, time)).Select(change)]);

    private IEnumerable<DateTimeOffset> Times(int count) =>
        Enumerable.Range(0, count)
            .Select(_ => _now.AddSeconds(-_generator.Next(Days * 24 * 60 * 60)))
            .Order();
}
