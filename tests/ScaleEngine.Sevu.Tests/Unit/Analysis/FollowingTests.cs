using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ScaleEngine.Sevu.Analysis;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

/// <summary>Logs that are followed in virtual time: every attempt comes once, whatever happens.</summary>
public sealed class FollowingTests
{
    private static readonly DateTime Start = new(2026, 11, 26, 22, 30, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    // Over midnight (UTC).
    [Fact]
    public void A_three_hour_event_of_50_tickets_with_faults()
    {
        Random random = new(158);
        Dictionary<string, SimulatedLog> logs = Enumerable.Range(0, 50).ToDictionary(i => $"ticket.{i}", _ => new SimulatedLog(random, Overlap));
        FollowedTicket[] tickets = [.. logs.Keys.Select(key => new FollowedTicket(key, name: null, new SeenAttempts(TicketMark.StartAt(from: null))))];
        List<TicketAttempt>[] returned = [.. tickets.Select(_ => new List<TicketAttempt>())];
        PollSchedule schedule = new(tickets, Interval, TimeSpan.Zero);
        TimeSpan now = TimeSpan.Zero;
        int polls = 0;

        while (now < TimeSpan.FromHours(3) + Overlap + Interval + Interval)
        {
            while (schedule.TakeDue(now) is FollowedTicket due)
            {
                Read(due.Seen, logs[due.Key], Start + now, Start + now, random, faults: now < TimeSpan.FromHours(3) ? 0.05 : 0, returned[Array.IndexOf(tickets, due)]);
                schedule.Return(due, now);
                polls++;
            }

            now += schedule.UntilNext(now);
            if (now < TimeSpan.FromHours(3))
            {
                logs[$"ticket.{random.Next(50)}"].AddViewers(Start + now, max: 4);
            }
        }

        Assert.InRange(polls, 50 * 4 * 180, 50 * 4 * 200);
        Assert.All(tickets.Zip(returned, (ticket, attempts) => (ticket, attempts)), pair => AssertSame(logs[pair.ticket.Key].At(DateTime.MaxValue), pair.attempts));
        Assert.All(tickets, ticket => Assert.True(ticket.Seen.From > Start.AddHours(2)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_week_with_outages_clocks_that_jump_and_restarts(int seed)
    {
        Random random = new(seed);
        SimulatedLog log = new(random, Overlap);
        log.Add(SimulatedLog.Create(utc: null, "198.51.100.1"), Start);
        SeenAttempts seen = new(TicketMark.StartAt(from: null));
        List<TicketAttempt> returned = [];
        DateTime now = Start;
        int count = 0;
        while (now < Start.AddDays(7))
        {
            now += TimeSpan.FromSeconds(random.Next(1, 1800));
            log.AddViewers(now, max: 5);
            if (random.Next(50) == 0)
            {
                log.Add(SimulatedLog.Create(now.AddMinutes(-random.Next(14)), "192.0.2.1"), now);
                log.Add(SimulatedLog.Create(utc: null, "198.51.100.1"), now);
            }

            // The clock of this machine is behind for a while, then right again.
            Read(seen, log, now, random.Next(10) == 0 ? now.AddDays(-random.Next(3000)) : now, random, faults: 0.2, returned);
            if (random.Next(5) == 0)
            {
                seen = Restarted(seen);
            }

            count = Math.Max(count, seen.ToMark().Returned.Count);
        }

        now += Overlap;
        Read(seen, log, now, now, random, faults: 0, returned);
        AssertSame(log.At(now), returned);
        // A few hours of an outage at most, not the week.
        Assert.InRange(count, 1, 400);
    }

    [Fact]
    public void An_attempt_in_the_future_hides_nothing_that_happens_until_then()
    {
        Random random = new(1);
        SimulatedLog log = new(random, TimeSpan.Zero);
        log.Add(SimulatedLog.Create(Start.AddYears(1), "203.0.113.99"), Start);
        using SeenAttempts seen = new(TicketMark.StartAt(from: null));
        List<TicketAttempt> returned = [];
        for (int minute = 0; minute < 100; minute++)
        {
            log.Add(SimulatedLog.Create(Start.AddMinutes(minute), "203.0.113.1"), Start.AddMinutes(minute));
            Read(seen, log, Start.AddMinutes(minute), Start.AddMinutes(minute), random, faults: 0, returned);
        }

        AssertSame(log.At(DateTime.MaxValue), returned);
    }

    [Fact]
    public void Attempts_that_agree_in_everything_are_counted()
    {
        using SeenAttempts seen = new(TicketMark.StartAt(from: null));
        TicketAttempt attempt = SimulatedLog.Create(Start, "203.0.113.1");

        Assert.Equal([true, true], new[] { seen.TryAdd(attempt), seen.TryAdd(attempt) });
        seen.Complete(Start, Start, Overlap);

        Assert.Equal([false, false, true], new[] { seen.TryAdd(attempt), seen.TryAdd(attempt), seen.TryAdd(attempt) });
    }

    [Fact]
    public void Attempts_before_the_start_are_not_new()
    {
        using SeenAttempts seen = new(TicketMark.StartAt(Start));

        Assert.False(seen.TryAdd(SimulatedLog.Create(Start.AddSeconds(-1), "203.0.113.1")));
        Assert.True(seen.TryAdd(SimulatedLog.Create(Start, "203.0.113.1")));
    }

    [Fact]
    public void A_property_that_differs_makes_another_attempt()
    {
        using AttemptHasher hasher = new();
        TicketAttempt[] attempts =
        [
            SimulatedLog.Create(Start, "203.0.113.1"),
            SimulatedLog.Create(Start.AddSeconds(1), "203.0.113.1"),
            SimulatedLog.Create(utc: null, "203.0.113.1"),
            SimulatedLog.Create(Start, ""),
            new(Start, null, new() { Video = "v", Reason = "Success", Success = true }),
            new(Start, "203.0.113.1", new() { App = "v", Reason = "Success", Success = true }),
            new(Start, "203.0.113.1", new() { AppInstance = "v", Reason = "Success", Success = true }),
            new(Start, "203.0.113.1", new() { PageUrl = "v", Reason = "Success", Success = true }),
            new(Start, "203.0.113.1", new() { ReferrerUrl = "v", Reason = "Success", Success = true }),
            new(Start, "203.0.113.1", new() { Video = "v", Reason = "Success" }),
            new(Start, "203.0.113.1", new() { Video = "v", Success = true }),
            new(Start, "203.0.113.1", new() { Video = "v", Server = "Success", Success = true }),
        ];

        Assert.Equal(attempts.Length, attempts.Select(hasher.Compute).Distinct().Count());
    }

    private static void Read(
        SeenAttempts seen, SimulatedLog log, DateTime now, DateTime clock, Random random, double faults, List<TicketAttempt> returned)
    {
        TicketAttempt[] response = log.Respond(now, seen.From);
        int end = random.NextDouble() < faults ? random.Next(response.Length + 1) : int.MaxValue;
        returned.AddRange(response.Take(end).Where(seen.TryAdd));
        if (end == int.MaxValue)
        {
            seen.Complete(response.Max(attempt => attempt.Utc), clock, Overlap);
        }
        else
        {
            seen.Abandon();
        }
    }

    private static SeenAttempts Restarted(SeenAttempts seen)
    {
        using MemoryStream bookmark = new(BookmarkText.Write([new("k", seen.ToMark())]));
        TicketMark mark = BookmarkText.Read(bookmark, "path")["k"];
        return new SeenAttempts(mark);
    }

    private static void AssertSame(IEnumerable<TicketAttempt> expected, IEnumerable<TicketAttempt> actual)
        => Assert.Equal(Describe(expected), Describe(actual));

    private static string[] Describe(IEnumerable<TicketAttempt> attempts)
        => [.. attempts.Select(attempt => $"{attempt.DateTimeUtc} {attempt.IPAddress}").OrderBy(text => text, StringComparer.Ordinal)];
}
