using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Emulator.Tickets;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>The log of who tried to use a ticket.</summary>
public sealed class AttemptLogTests : PlainHttpTest
{
    [Fact]
    public async Task A_ticket_is_answered_with_its_log_as_PHP_writes_it()
    {
        EmulatedTicket ticket = Emulator.Log.HostileTicket;

        using HttpResponseMessage response = await SendAsync(ticket.Key);
        string text = await response.Content.ReadAsStringAsync(Cancellation);

        using var answer = JsonDocument.Parse(text);
        Assert.Equal(2101, Code(answer.RootElement));
        Assert.Matches("^[0-9]+[.][0-9]{4} seconds$", answer.RootElement.GetProperty("handle_time").GetString());
        Assert.Equal(ticket.Attempts.Select(attempt => attempt.PageUrl), Column(answer.RootElement, "pageurl"));
        Assert.Equal(ticket.Attempts.Select(attempt => attempt.Ip), Column(answer.RootElement, "ip"));
        Assert.Contains("\"video\":\"event\\/main-stage\"", text, StringComparison.Ordinal);
        Assert.Contains("\\u001b[31m", text, StringComparison.Ordinal);
        Assert.Contains("\\ud83c\\udfac", text, StringComparison.Ordinal);
        Assert.Contains("\"<script>alert('hi')<\\/script>", text, StringComparison.Ordinal);
        Assert.All(text, character => Assert.InRange(character, ' ', '\u007f'));
    }

    [Fact]
    public async Task An_unused_and_an_unknown_ticket_have_no_attempts()
    {
        foreach (string key in (string[])[Emulator.Log.UnusedTicket.Key, "nobody.knows"])
        {
            JsonElement answer = await AskAsync(key);

            Assert.Equal(2100, Code(answer));
            Assert.Empty(answer.GetProperty("attempts").EnumerateArray());
        }
    }

    [Fact]
    public async Task A_start_leaves_out_the_days_before_and_what_has_no_date()
    {
        EmulatedLog log = Emulator.Log;
        var start = new DateTimeOffset(2014, 9, 15, 0, 0, 0, TimeSpan.Zero);

        JsonElement answer = await AskAsync(log.SharedTicket.Key, "2014-09-15");
        string[] times = [.. Column(answer, "datetime")];

        Assert.StartsWith("2014-09-15 00:", times[0], StringComparison.Ordinal);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(log.SharedTicket.Attempts.Count(attempt => attempt.Time >= start), times.Length);
        Assert.Equal("0000-00-00 00:00:00", Column(await AskAsync(log.UndatedTicket.Key), "datetime").First());
        Assert.Equal(11, Column(await AskAsync(log.UndatedTicket.Key, "2014-09-01"), "datetime").Count());
    }

    [Fact]
    public async Task The_log_tells_the_same_stories_every_time()
    {
        await using SevuEmulator twin = await StartEmulatorAsync();
        EmulatedLog log = Emulator.Log;
        EmulatedAttempt[] all = [.. log.Tickets.SelectMany(ticket => ticket.Attempts)];
        var now = DateTimeOffset.FromUnixTimeSeconds(Now);
        EmulatedAttempt[] lately =
        [
            .. log.SharedTicket.Attempts.Where(attempt => attempt.Time > now.AddHours(-6) && !attempt.Success),
        ];

        Assert.Equal("mystream.53ffc996dd39d5.39102367", log.SharedTicket.Key);
        Assert.InRange(lately.Length, 20, 200);
        Assert.InRange(lately.Select(attempt => attempt.Reason).Distinct().Count(), 3, 7);
        Assert.InRange(lately.Select(attempt => attempt.Ip).Distinct().Count(), 15, 200);
        Assert.Equal(12, log.Tickets.Select(ticket => ticket.Key).Distinct().Count());
        Assert.Equal(all, twin.Log.Tickets.SelectMany(ticket => ticket.Attempts));
        Assert.All(all, attempt => Assert.InRange(attempt.Time ?? now, now.AddDays(-5), now));
    }

    [Fact]
    public async Task Attempts_are_made_up_as_many_as_asked_for_a_quarter_of_them_refused()
    {
        JsonElement answer = await AskAsync("emulator.attempts.10000");
        JsonElement[] attempts = [.. answer.GetProperty("attempts").EnumerateArray()];

        Assert.Equal(10_000, attempts.Length);
        Assert.InRange(attempts.Count(attempt => attempt.GetProperty("success").GetInt32() == 0), 2300, 2700);
        Assert.All(attempts, attempt => Assert.Equal(
            attempt.GetProperty("success").GetInt32() == 1, attempt.GetProperty("reason").GetString() == "Success"));
    }
}
