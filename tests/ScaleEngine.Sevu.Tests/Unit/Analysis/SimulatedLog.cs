using System;
using System.Collections.Generic;
using System.Linq;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

/// <summary>A ticket's log in virtual time, as the service keeps it: it filters by day, and enters some attempts late.</summary>
/// <param name="random">Chooses everything.</param>
/// <param name="maxLateness">How late attempts are entered at most.</param>
internal sealed class SimulatedLog(Random random, TimeSpan maxLateness)
{
    private readonly List<(TicketAttempt Attempt, DateTime EnteredAt)> _entries = [];

    /// <summary>The attempts that the log has at a time, in the service's order, whatever that is.</summary>
    public IEnumerable<TicketAttempt> At(DateTime now) => _entries.Where(entry => entry.EnteredAt <= now).Select(entry => entry.Attempt);

    /// <summary>The response to a request.</summary>
    /// <param name="now">The time of the request.</param>
    /// <param name="from">The service returns attempts from this day on; null for all.</param>
    public TicketAttempt[] Respond(DateTime now, DateTime? from)
    {
        TicketAttempt[] response = [.. At(now).Where(attempt => !(attempt.Utc < from?.Date))];
        switch (random.Next(3))
        {
            case 0: Array.Reverse(response); break;
            case 1: Shuffle(response); break;
        }

        return response;
    }

    /// <summary>Some viewers come.</summary>
    public void AddViewers(DateTime now, int max)
    {
        for (int i = random.Next(max + 1); i > 0; i--)
        {
            // Few different ones, so that many agree in everything.
            Add(Create(now.AddSeconds(random.Next(3)), $"203.0.113.{random.Next(3)}"), now.AddTicks((long)(maxLateness.Ticks * Math.Pow(random.NextDouble(), 9))));
        }
    }

    /// <summary>A server with a wrong clock logs an attempt.</summary>
    public void Add(TicketAttempt attempt, DateTime enteredAt) => _entries.Add((attempt, enteredAt));

    public static TicketAttempt Create(DateTime? utc, string address) => new(utc, address, new AttemptDetails { Video = "v", Reason = "Success", Success = true });

    private void Shuffle(TicketAttempt[] items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
