using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Emulator.Tickets;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>The log of the attempts to use a ticket.</summary>
public sealed class AttemptLogTests : RawHttpTest
{
    [Fact]
    public async Task The_response_has_the_log_of_the_ticket_as_PHP_writes_it()
    {
        EmulatedTicket ticket = Emulator.Log.HostileTicket;

        using HttpResponseMessage response = await SendLogRequestAsync(ticket.Key);
        string text = await response.Content.ReadAsStringAsync(Cancellation);

        using var document = JsonDocument.Parse(text);
        Assert.Equal(2101, Code(document.RootElement));
        Assert.Matches("^[0-9]+[.][0-9]{4} seconds$", document.RootElement.GetProperty("handle_time").GetString());
        Assert.Equal(ticket.Attempts.Select(attempt => attempt.PageUrl), Column(document.RootElement, "pageurl"));
        Assert.Equal(ticket.Attempts.Select(attempt => attempt.Ip), Column(document.RootElement, "ip"));
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
            JsonElement response = await GetLogAsync(key);

            Assert.Equal(2100, Code(response));
            Assert.Empty(response.GetProperty("attempts").EnumerateArray());
        }
    }

    [Fact]
    public async Task A_start_time_excludes_earlier_days_and_attempts_without_a_date()
    {
        EmulatedLog log = Emulator.Log;
        var start = new DateTimeOffset(2014, 9, 15, 0, 0, 0, TimeSpan.Zero);

        JsonElement response = await GetLogAsync(log.SharedTicket.Key, "2014-09-15");
        string[] times = [.. Column(response, "datetime")];

        Assert.StartsWith("2014-09-15 00:", times[0], StringComparison.Ordinal);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(log.SharedTicket.Attempts.Count(attempt => attempt.Time >= start), times.Length);
        Assert.Equal("0000-00-00 00:00:00", Column(await GetLogAsync(log.UndatedTicket.Key), "datetime").First());
        Assert.Equal(11, Column(await GetLogAsync(log.UndatedTicket.Key, "2014-09-01"), "datetime").Count());
    }

    [Fact]
    public async Task The_log_is_the_same_every_time()
    {
        await using SevuEmulator second = await StartEmulatorAsync();
        EmulatedLog log = Emulator.Log;
        EmulatedAttempt[] all = [.. log.Tickets.SelectMany(ticket => ticket.Attempts)];
        var now = DateTimeOffset.FromUnixTimeSeconds(Now);
        EmulatedAttempt[] recent =
        [
            .. log.SharedTicket.Attempts.Where(attempt => attempt.Time > now.AddHours(-6) && !attempt.Success),
        ];

        Assert.Equal("mystream.53ffc996dd39d5.39102367", log.SharedTicket.Key);
        Assert.InRange(recent.Length, 20, 200);
        Assert.InRange(recent.Select(attempt => attempt.Reason).Distinct().Count(), 3, 7);
        Assert.InRange(recent.Select(attempt => attempt.Ip).Distinct().Count(), 15, 200);
        Assert.Equal(12, log.Tickets.Select(ticket => ticket.Key).Distinct().Count());
        Assert.Equal(all, second.Log.Tickets.SelectMany(ticket => ticket.Attempts));
        Assert.All(all, attempt => Assert.InRange(attempt.Time ?? now, now.AddDays(-5), now));
    }

    [Fact]
    public async Task The_requested_number_of_attempts_is_generated_and_a_third_is_rejected()
    {
        JsonElement response = await GetLogAsync("emulator.attempts.10000");
        JsonElement[] attempts = [.. response.GetProperty("attempts").EnumerateArray()];

        Assert.Equal(10_000, attempts.Length);
        Assert.InRange(attempts.Count(attempt => attempt.GetProperty("success").GetInt32() == 0), 3100, 3600);
        Assert.All(attempts, attempt => Assert.Equal(
            attempt.GetProperty("success").GetInt32() == 1, attempt.GetProperty("reason").GetString() == "Success"));
    }
}
