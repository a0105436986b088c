using System;
using System.Collections.Generic;
using System.Linq;
using ScaleEngine.Sevu.Analysis;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

public sealed class PollScheduleTests
{
    private static readonly FollowedTicket[] Tickets = [.. "abcd".Select(key => new FollowedTicket($"{key}", new SeenAttempts(from: null)))];
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(8);

    [Fact]
    public void Spreads_the_tickets_evenly_over_the_interval()
    {
        PollSchedule schedule = new(Tickets, Interval, TimeSpan.Zero);
        List<string> polls = [];
        TimeSpan now = TimeSpan.Zero;
        while (polls.Count < 9)
        {
            now += schedule.UntilNext(now);
            FollowedTicket ticket = schedule.TakeDue(now)!;
            polls.Add($"{ticket.Key}{now.TotalSeconds}");
            schedule.Return(ticket, now);
        }

        Assert.Equal(["b2", "c4", "d6", "a8", "b10", "c12", "d14", "a16", "b18"], polls);
    }

    [Fact]
    public void Keeps_the_spread_after_a_reading_that_takes_long()
    {
        PollSchedule schedule = new(Tickets, Interval, TimeSpan.FromSeconds(100));
        FollowedTicket ticket = schedule.TakeDue(TimeSpan.FromSeconds(1000))!;

        schedule.Return(ticket, TimeSpan.FromSeconds(1001));

        Assert.Equal("d", ticket.Key);
        Assert.Equal(["a", "b", "c", "d"], Enumerable.Range(0, 4).Select(_ => schedule.TakeDue(TimeSpan.FromSeconds(1008))!.Key));
        Assert.Null(schedule.TakeDue(TimeSpan.FromSeconds(2000)));
    }

    [Fact]
    public void Forgets_a_ticket_that_is_removed()
    {
        PollSchedule schedule = new(Tickets.Take(1).ToArray(), Interval, TimeSpan.Zero);

        schedule.Remove(schedule.TakeDue(TimeSpan.FromSeconds(8))!);

        Assert.True(schedule.IsEmpty);
        Assert.Null(schedule.TakeDue(TimeSpan.FromSeconds(100)));
    }

    [Fact]
    public void An_outage_begins_and_ends_once()
    {
        Outage outage = new();

        Assert.Equal(
            [true, false, false, false, true, false],
            new[]
            {
                outage.AddFailure(Tickets[0]), outage.AddFailure(Tickets[1]), outage.AddFailure(Tickets[0]),
                outage.AddSuccess(Tickets[0]), outage.AddSuccess(Tickets[1]), outage.AddSuccess(Tickets[2]),
            });
    }
}
