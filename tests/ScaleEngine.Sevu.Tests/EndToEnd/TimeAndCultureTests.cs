using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>What the cmdlets do is the same in every time zone and culture, and while a clock jumps.</summary>
[Trait("Category", Endurance.Category)]
public sealed class TimeAndCultureTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const int Processes = 2;

    /// <summary>From -12 to +14 hours, by less than an hour too, and every kind of summer time: of half an hour, of two hours, negative, in the other
    /// half of the year, ended for good; a zone that skipped a day.</summary>
    private static readonly string[] Zones =
    [
        "Etc/UTC", "Etc/GMT+12", "Pacific/Kiritimati", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Europe/Dublin", "Africa/Casablanca", "Antarctica/Troll",
        "America/St_Johns", "Pacific/Chatham", "Pacific/Apia", "Asia/Kathmandu", "Asia/Tehran", "America/Sao_Paulo", "Pacific/Marquesas",
    ];

    /// <summary>Other calendars, digits, casing of i, decimal commas and minus signs.</summary>
    private static readonly string[] Cultures = ["en-US", "th-TH", "ar-SA", "fa-IR", "tr-TR", "de-DE", "sv-SE"];

    /// <summary>Ends of years and of leap days; both changes of summer time in Berlin, New York, and on Lord Howe Island, each with the second before.</summary>
    private static readonly string[] Times =
    [
        "2023-12-31 23:59:59", "2024-01-01 00:00:00", "2024-02-28 23:59:59", "2024-02-29 00:00:00", "2024-02-29 23:59:59", "2024-03-01 00:00:00", "2025-12-31 12:00:00",
        "2026-03-08 06:59:59", "2026-03-08 07:00:00", "2026-03-29 00:59:59", "2026-03-29 01:00:00", "2026-04-04 14:45:00", "2026-04-04 15:15:00", "2026-10-03 15:29:59",
        "2026-10-03 15:30:00", "2026-10-25 00:30:00", "2026-10-25 01:30:00", "2026-11-01 05:30:00", "2026-11-01 06:30:00",
    ];

    [Fact]
    public async Task Every_cmdlet_does_the_same_in_every_time_zone_and_culture()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process on Windows cannot have its own time zone.");
        Emulator.Respond("times.edge", $$"""
            {"status":"success","code":"2101","handle_time":"0.3795 seconds","attempts":[{{string.Join(',', Times.Select((time, i) =>
                $$"""{"key":"times.edge","datetime":"{{time}}","ip":"198.51.{{100 + (i % 5)}}.7","video":"event/I{{i}}","app":"live-i","success":"{{i % 2}}","reason":"{{(i % 2 == 0 ? "Invalid IP Address" : "Success")}}"}"""))}}]}
            """);
        Emulator.Respond("numbers", """{"status":"success","code":2100,"number":1234.5,"large":12345678901234,"text":"1.234,5"}""");
        string folder = Directory.CreateTempSubdirectory("sevu-").FullName;
        (string Zone, string Culture)[] sessions = Endurance.IsFull
            ? [.. Zones.SelectMany((zone, i) => Cultures.Where((_, j) => i < Cultures.Length || (i + j) % 3 == 0).Select(culture => (zone, culture)))]
            : [.. Zones.Zip(Cultures).Take(5)];
        using SemaphoreSlim free = new(Processes);

        string[][] facts = await Task.WhenAll(sessions.Select(async session =>
        {
            await free.WaitAsync(Cancellation);
            try
            {
                using ChildSession child = new(
                    "Facts.ps1", [Emulator.Endpoint.AbsoluteUri, folder, session.Culture], new Dictionary<string, string> { ["TZ"] = session.Zone });
                Assert.Equal([$"zone = {session.Zone} {session.Culture}"], await child.ReadToAsync("facts"));
                return (await child.ReadToAsync("done")).ToArray();
            }
            finally
            {
                free.Release();
            }
        }));

        Endurance.Record("Pairs of time zone and culture with the same facts about every cmdlet", $"{facts.Count(lines => lines.SequenceEqual(facts[0]))} of {facts.Length}, {facts[0].Length} facts each");
        string[] differences = [.. sessions.Zip(facts).SelectMany(session => session.Second.Zip(facts[0])
            .Where(fact => fact.First != fact.Second).Select(fact => $"{session.First}: {fact.First}\n not {fact.Second}"))];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
        Assert.Contains($"utc = {string.Join(' ', Times.Select(time => time.Replace(' ', 'T') + "Z"))}", facts[0]);
        Assert.Contains("expires 2096-02-29T23:59:59 = 2096-02-29T23:59:59Z 2096-02-29T23:59:59 1000 Active 2096-02-29T23:59:59Z 198.51.100.0/24 \"expire\":\"2096-02-29 23:59:59\"", facts[0]);
        Assert.All(facts, lines => Assert.Equal(facts[0].Length, lines.Length));

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_clock_that_jumps_while_a_session_lasts_is_corrected_each_time()
    {
        JumpingClock clock = new();
        await using SevuEmulator emulator = await StartEmulatorAsync(new() { Clock = clock });
        using SevuConnection connection = Samples.Connection(endpoint: emulator.Endpoint);
        Engine.Using(connection);
        Random random = new(1);
        int jumps = Endurance.Size(usual: 6, full: 200);
        for (int i = 0; i < jumps; i++)
        {
            // Up to a day, forth and back; sometimes less than the service minds.
            clock.Ahead = TimeSpan.FromSeconds(i % 3 == 0 ? random.Next(-20, 21) : random.Next(-86400, 86401));

            RunResult read = Engine.Run("Get-SevuTicketAttempt emulator.attempts.3");
            Assert.True(read is { Errors.Count: 0, Output.Count: 3 }, $"Jump {i} to {clock.Ahead}: {read.AllText()}");
            Engine.Run($"New-SevuTicket jump.{i} a").Single<Ticket>();
        }

        Assert.Equal(jumps, emulator.Requests.Count(request => request.Json!.Contains("\"video\"", StringComparison.Ordinal)));
        Endurance.Record("Jumps of the clock in a session, of up to a day", $"{jumps}, each followed by a read and a new ticket: none failed, no ticket twice");
    }

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Ahead;
    }
}
