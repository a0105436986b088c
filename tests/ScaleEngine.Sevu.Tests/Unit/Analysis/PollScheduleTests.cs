using System;
using System.Collections.Generic;
using System.Linq;
using ScaleEngine.Sevu.Analysis;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

public sealed class PollScheduleTests
{
    private static readonly FollowedTicket[] Tickets = [.. "abcd".Select(key => new FollowedTicket($"{key}", name: null, new SeenAttempts(TicketMark.StartAt(from: null))))];
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
    public void Without_tickets_it_is_empty()
        => Assert.Equal((true, false), (new PollSchedule([], Interval, TimeSpan.Zero).IsEmpty, new PollSchedule(Tickets, Interval, TimeSpan.Zero).IsEmpty));

    [Fact]
    public void An_outage_of_a_kind_begins_and_ends_once()
    {
        Outage outage = new();

        Assert.Equal(
            [true, false, true, false, false, true, false, true],
            new[]
            {
                outage.AddFailure("a", "refused"), outage.AddFailure("b", "refused"), outage.AddFailure("c", "0006"), outage.AddFailure("a", "refused"),
                outage.AddSuccess("a"), outage.AddSuccess("b"), outage.AddSuccess("b"), outage.AddSuccess("c"),
            });
    }
}
