using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using ScaleEngine.Sevu.Analysis;
using ScaleEngine.Sevu.Models;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

/// <summary>Compares the summaries with a computation that is slow and obvious.</summary>
public class AttemptTotalsTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static readonly string?[] Reasons =
        ["Success", "Exceeded max views", "Invalid IP Address", "invalid ip address", "Invalid Auth Token", "Token Revoked", "", null, "Something new"];

    public static TheoryData<int, int, int> Logs
    {
        get
        {
            TheoryData<int, int, int> logs = [];
            for (int seed = 0; seed < 60; seed++)
            {
                // From many attempts in a few windows to few in many.
                logs.Add(seed, 60 * (1 + (seed % 7)), 1 << (4 + (seed % 15)));
            }

            return logs;
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void The_summary_is_what_a_slow_computation_gives(int seed, int windowSeconds, int spanSeconds)
    {
        TicketAttempt[] attempts = Generate(new Random(seed), spanSeconds);
        TimeSpan window = TimeSpan.FromSeconds(windowSeconds);

        TicketSummary[] summaries = Measure(new SharingRule(window, seed % 4, seed % 3 == 0 ? seed % 5 : null), attempts);

        Assert.Equal(attempts.Select(attempt => attempt.Key).Distinct(), summaries.Select(summary => summary.Key));
        foreach (TicketSummary summary in summaries)
        {
            AssertSame(summary, [.. attempts.Where(attempt => attempt.Key == summary.Key)], window);
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void The_networks_over_all_tickets_are_what_a_slow_computation_gives(int seed, int windowSeconds, int spanSeconds)
    {
        TicketAttempt[] attempts = Generate(new Random(seed), spanSeconds);
        AttemptTotals totals = new(new SharingRule(TimeSpan.FromSeconds(windowSeconds), 5, null));
        foreach (TicketAttempt attempt in attempts)
        {
            totals.Add(attempt);
        }

        NetworkTotal[] networks = [.. totals.ToNetworks()];

        string[] expected =
        [
            .. attempts.Where(attempt => NetworkOf(attempt) is not null).GroupBy(NetworkOf).Select(network => string.Join(
                " ",
                NetworkText(Parse(network.First().IPAddress)!),
                network.Count(attempt => attempt.Success),
                network.Count(attempt => !attempt.Success),
                network.Select(attempt => attempt.Key).Distinct().Count())).OrderBy(text => text, StringComparer.Ordinal),
        ];
        Assert.Equal(expected, networks
            .Select(network => string.Join(" ", network.Network, network.Accepted, network.Rejected, network.Tickets))
            .OrderBy(text => text, StringComparer.Ordinal));
    }

    [Fact]
    public void A_window_is_shorter_than_an_hour_between_its_first_and_its_last_time()
    {
        Assert.Equal(1, Measure(Hour(), At(0, "192.0.2.1"), At(3600, "198.51.100.1")).Single().AcceptedNetworksInWindow);
        Assert.Equal(2, Measure(Hour(), At(0, "192.0.2.1"), At(3599, "198.51.100.1")).Single().AcceptedNetworksInWindow);
        Assert.Equal(2, Measure(Hour(), At(0, "192.0.2.1"), At(3600, "192.0.2.2"), At(1800, "198.51.100.1")).Single().AcceptedNetworksInWindow);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254", true)]
    [InlineData("192.0.2.1", "192.0.3.1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.7", true)]
    [InlineData("2001:db8:1::1", "2001:db8:1:ffff::1", true)]
    [InlineData("2001:db8:1::1", "2001:db8:2::1", false)]
    public void A_network_is_a_24_or_a_48(string one, string other, bool isSame)
        => Assert.Equal(isSame ? 1 : 2, Measure(Hour(), At(0, one), At(0, other)).Single().AcceptedNetworks);

    [Fact]
    public void Named_tickets_come_first_and_have_a_summary_without_attempts()
    {
        AttemptTotals totals = new(Hour());
        totals.AddTickets(["b", "a", "b"]);
        foreach (string key in new[] { "c", "a", "A" })
        {
            totals.Add(new TicketAttempt(Start, "192.0.2.1", new AttemptDetails { Key = key, Success = true }));
        }

        TicketSummary[] summaries = [.. totals.ToSummaries()];

        Assert.Equal(["b", "a", "c", "A"], summaries.Select(summary => summary.Key));
        Assert.Equal([0L, 1, 1, 1], summaries.Select(summary => summary.Attempts));
        Assert.False(summaries[0].SharingSuspected);
        Assert.Equal("No attempts.", summaries[0].SharingEvidence);
        Assert.Equal("", $"{summaries[0].Reasons}");
        Assert.Null(summaries[0].First);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Attempts_without_a_key_are_those_of_the_only_named_ticket_or_not_judged(string? key)
    {
        TicketAttempt attempt = new(Start, "192.0.2.1", new AttemptDetails { Key = key, Success = true });
        AttemptTotals one = new(Hour());
        one.AddTickets(["a", "a"]);
        AttemptTotals two = new(Hour());
        two.AddTickets(["a", "b"]);
        one.Add(attempt);
        two.Add(attempt);

        TicketSummary named = Assert.Single(one.ToSummaries());
        Assert.Equal(("a", 1L), (named.Key, named.Accepted));
        TicketSummary[] summaries = [.. two.ToSummaries()];
        Assert.Equal(["a", "b", null], summaries.Select(summary => summary.Key));
        Assert.Equal([0L, 0, 1], summaries.Select(summary => summary.Attempts));
        Assert.Null(summaries[2].SharingSuspected);
        Assert.Contains("Not judged", summaries[2].SharingEvidence);
    }

    [Fact]
    public void What_does_not_fit_is_an_error_not_a_wrong_number()
    {
        AttemptTotals totals = new(Hour(), maxSize: 1000);
        totals.Add(new TicketAttempt(Start, "2001:db8::1", new AttemptDetails { Key = "small" }));

        SevuInputException failure = Assert.Throws<SevuInputException>(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                totals.Add(new TicketAttempt(Start, FormattableString.Invariant($"2001:db8:{i:x}::1"), new AttemptDetails { Key = "large" }));
            }
        });

        Assert.Equal("Sevu.TooMuchToMeasure", failure.ErrorId);
        Assert.Contains("'large'", failure.Message);
    }

    [Fact]
    public void Memory_grows_neither_with_attempts_nor_with_order()
    {
        AttemptTotals totals = new(Hour(), maxSize: 2000);
        Random random = new(1);
        AttemptDetails details = new() { Key = "a", Reason = "Invalid IP Address" };
        for (int i = 0; i < 200_000; i++)
        {
            totals.Add(new TicketAttempt(Start.AddSeconds(random.Next(400_000)), FormattableString.Invariant($"192.0.{i % 8}.1"), details));
        }

        Assert.Equal(8, totals.ToSummaries().Single().OutsideNetworksInWindow);
    }

    [Fact]
    public void Names_are_listed_by_number_the_rest_together()
    {
        TicketAttempt[] attempts =
        [
            .. Enumerable.Range(0, 12).SelectMany(video => Enumerable.Range(0, 20 - video).Select(_ => new TicketAttempt(
                Start, null, new AttemptDetails { Key = "a", Video = FormattableString.Invariant($"v{video:d2}"), Reason = "Success" }))),
        ];

        TicketSummary summary = Measure(Hour(), attempts).Single();

        Assert.Equal("v00 20, v01 19, v02 18, v03 17, v04 16, v05 15, v06 14, v07 13, v08 12, v09 11, others 19", $"{summary.Videos}");
        Assert.Equal((10, 19L), (summary.Videos.Count, summary.Videos.Others));
        Assert.Equal("- 174", $"{summary.Apps}");
        Assert.Equal("Success 174", $"{summary.Reasons}");
        Assert.Equal(174, summary.WithoutAddress);
    }

    [Theory]
    [InlineData("https://Social.Example:8443/t/9?x#y", "social.example")]
    [InlineData("http://user:pass@host/", "host")]
    [InlineData("//social.example/", null)]
    [InlineData("social.example", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_host_of_a_referrer_is_that_of_its_URL(string? url, string? host)
        => Assert.Equal(host, Measure(Hour(), new TicketAttempt(Start, null, new AttemptDetails { Key = "a", ReferrerUrl = url })).Single().ReferrerHosts.Single().Name);

    [Theory]
    [InlineData("Invalid IP Address", true)]
    [InlineData("Exceeded max views", true)]
    [InlineData("Invalid Auth Token", false)]
    [InlineData("Token Revoked", false)]
    [InlineData("Expiration date surpassed", false)]
    [InlineData("Wrong Application", false)]
    [InlineData("Not authorized for that video", false)]
    [InlineData("Something new", false)]
    [InlineData(null, false)]
    public void Only_rejections_because_of_the_address_or_the_uses_are_evidence(string? reason, bool isEvidence)
    {
        TicketAttempt[] attempts = [.. Enumerable.Range(0, 6).Select(network => At(network, $"192.0.{network}.1", reason, success: false))];

        Assert.Equal(isEvidence, Measure(Hour(), attempts).Single().SharingSuspected);
    }

    [Theory]
    // More than the limit outside, within the window.
    [InlineData(6, 1, 60, true)]
    [InlineData(5, 1, 60, false)]
    [InlineData(6, 1, 1200, false)]
    // And more than accepted.
    [InlineData(6, 5, 60, true)]
    [InlineData(6, 6, 60, false)]
    [InlineData(50, 200, 1, false)]
    public void Sharing_is_suspected_from_networks_outside(int outside, int accepted, int secondsBetween, bool isSuspected)
    {
        TicketAttempt[] attempts =
        [
            .. Enumerable.Range(0, outside).Select(i => At(i * secondsBetween, $"192.0.{i}.1", "Invalid IP Address", success: false)),
            .. Enumerable.Range(0, accepted).Select(i => At(i, $"198.51.{i}.1")),
            // Not outside, since it is accepted as well.
            .. Enumerable.Range(0, accepted).Select(i => At(i, $"198.51.{i}.2", "Exceeded max views", success: false)),
        ];

        TicketSummary summary = Measure(Hour(), attempts).Single();

        Assert.Equal((outside, accepted), (summary.OutsideNetworks, summary.AcceptedNetworks));
        Assert.Equal(isSuspected, summary.SharingSuspected);
        Assert.Equal(isSuspected, summary.SharingEvidence.Contains("Suspected:"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(4, false)]
    [InlineData(3, true)]
    [InlineData(0, true)]
    public void Accepted_networks_are_judged_only_if_the_ticket_is_for_one_person(int? maximum, bool isSuspected)
    {
        TicketAttempt[] attempts = [.. Enumerable.Range(0, 4).Select(i => At(i, $"198.51.{i}.1"))];

        Assert.Equal(isSuspected, Measure(new SharingRule(TimeSpan.FromHours(1), 5, maximum), attempts).Single().SharingSuspected);
    }

    [Theory]
    [InlineData("plain name/1.2", "plain name/1.2 1")]
    [InlineData("=cmd|' /C calc'!A0", "\"=cmd|' /C calc'!A0\" 1")]
    [InlineData("-1", "\"-1\" 1")]
    [InlineData("a, b 12", "\"a, b 12\" 1")]
    [InlineData("\u001b[31m", "\"\\u001b[31m\" 1")]
    [InlineData("", "\"\" 1")]
    public void The_text_of_a_name_is_safe(string name, string text) => Assert.Equal(text, new CountedName(name, 1).ToString());

    [Fact]
    public void The_text_of_a_long_name_is_short() => Assert.InRange(new CountedName(new string('a', 10_000), 1).ToString().Length, 100, 300);

    private static SharingRule Hour() => new(TimeSpan.FromHours(1), 5, null);

    private static TicketAttempt At(int seconds, string address, string? reason = "Success", bool success = true)
        => new(Start.AddSeconds(seconds), address, new AttemptDetails { Key = "a", Reason = reason, Success = success });

    private static TicketSummary[] Measure(SharingRule rule, params TicketAttempt[] attempts)
    {
        AttemptTotals totals = new(rule);
        foreach (TicketAttempt attempt in attempts)
        {
            totals.Add(attempt);
        }

        return [.. totals.ToSummaries()];
    }

    private static TicketAttempt[] Generate(Random random, int spanSeconds)
    {
        // Details that are shared, as those of a response are, and details that are not.
        AttemptDetails[] shared = [.. Enumerable.Range(0, 20).Select(_ => RandomDetails(random))];
        return
        [
            .. Enumerable.Range(0, 1 + random.Next(400)).Select(_ => new TicketAttempt(
                random.Next(30) == 0 ? null : Start.AddSeconds(random.Next(spanSeconds)),
                RandomAddress(random),
                random.Next(3) == 0 ? RandomDetails(random) : shared[random.Next(shared.Length)])),
        ];
    }

    private static AttemptDetails RandomDetails(Random random)
    {
        string? reason = Reasons[random.Next(Reasons.Length)];
        return new AttemptDetails
        {
            Key = random.Next(20) == 0 ? null : $"ticket{random.Next(3)}",
            Success = reason == "Success",
            Reason = reason,
            Video = random.Next(10) == 0 ? null : $"video{random.Next(15)}",
            App = $"app{random.Next(2)}",
            Server = $"edge{random.Next(4)}",
            ReferrerUrl = random.Next(4) == 0 ? "" : $"https://site{random.Next(13)}.example/{random.Next()}",
        };
    }

    private static string? RandomAddress(Random random) => random.Next(12) switch
    {
        0 => null,
        1 => "somewhere",
        2 or 3 or 4 => string.Format(CultureInfo.InvariantCulture, "2001:db8:{0:x}:{1:x}::{2:x}", random.Next(6), random.Next(2), random.Next(3)),
        5 => FormattableString.Invariant($"::ffff:192.0.{random.Next(10)}.{random.Next(3)}"),
        _ => FormattableString.Invariant($"192.0.{random.Next(10)}.{random.Next(3)}"),
    };

    private static void AssertSame(TicketSummary summary, TicketAttempt[] attempts, TimeSpan window)
    {
        TicketAttempt[] accepted = [.. attempts.Where(attempt => attempt.Success)];
        TicketAttempt[] rejected = [.. attempts.Where(attempt => !attempt.Success)];
        HashSet<string?> own = [.. accepted.Select(NetworkOf)];
        TicketAttempt[] outside =
        [
            .. rejected.Where(attempt => attempt.Reason?.ToUpperInvariant() is "EXCEEDED MAX VIEWS" or "INVALID IP ADDRESS" && !own.Contains(NetworkOf(attempt))),
        ];

        Assert.Equal((attempts.Length, accepted.Length, rejected.Length), (summary.Attempts, summary.Accepted, summary.Rejected));
        Assert.Equal(attempts.Min(attempt => attempt.DateTime), summary.First);
        Assert.Equal(attempts.Max(attempt => attempt.DateTimeUtc), summary.LastUtc);
        Assert.Equal(attempts.Count(attempt => attempt.DateTime is null), summary.WithoutTime);
        Assert.Equal(attempts.Count(attempt => NetworkOf(attempt) is null), summary.WithoutAddress);
        Assert.Equal((Addresses(accepted), Addresses(rejected)), (summary.AcceptedAddresses, summary.RejectedAddresses));
        Assert.Equal(
            (Networks(accepted), Networks(rejected), Networks(outside)),
            (summary.AcceptedNetworks, summary.RejectedNetworks, summary.OutsideNetworks));
        Assert.Equal(
            (Peak(accepted, window), Peak(rejected, window), Peak(outside, window)),
            (summary.AcceptedNetworksInWindow, summary.RejectedNetworksInWindow, summary.OutsideNetworksInWindow));
        AssertNames(attempts.Select(attempt => attempt.Reason), summary.Reasons, int.MaxValue);
        AssertNames(attempts.Select(attempt => attempt.Video), summary.Videos, 10);
        AssertNames(attempts.Select(attempt => attempt.App), summary.Apps, 10);
        AssertNames(attempts.Select(attempt => attempt.Server), summary.Servers, 10);
        AssertNames(attempts.Select(attempt => attempt.ReferrerUrl is { Length: > 0 } url ? new Uri(url).Host : null), summary.ReferrerHosts, 10);
    }

    private static void AssertNames(IEnumerable<string?> names, CountedNames counted, int limit)
    {
        (string? Name, long Count)[] expected =
        [
            .. names.GroupBy(name => name).Select(group => (group.Key, group.LongCount()))
                .OrderByDescending(name => name.Item2).ThenBy(name => name.Key, StringComparer.Ordinal),
        ];
        Assert.Equal(expected.Take(limit), counted.Select(name => (name.Name, name.Count)));
        Assert.Equal(expected.Skip(limit).Sum(name => name.Count), counted.Others);
    }

    private static long Addresses(TicketAttempt[] attempts)
        => attempts.Select(attempt => Parse(attempt.IPAddress)?.ToString()).Distinct().Count(address => address is not null);

    private static long Networks(IEnumerable<TicketAttempt> attempts) => attempts.Select(NetworkOf).Distinct().Count(network => network is not null);

    private static long Peak(TicketAttempt[] attempts, TimeSpan window)
        => attempts.Where(attempt => attempt.DateTime is not null)
            .Select(first => Networks(attempts.Where(attempt => attempt.DateTime >= first.DateTime && attempt.DateTime < first.DateTime + window)))
            .DefaultIfEmpty()
            .Max();

    private static string? NetworkOf(TicketAttempt attempt)
        => Parse(attempt.IPAddress)?.GetAddressBytes() is byte[] bytes ? BitConverter.ToString(bytes, 0, bytes.Length == 4 ? 3 : 6) : null;

    private static string NetworkText(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        int kept = bytes.Length == 4 ? 3 : 6;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return FormattableString.Invariant($"{new IPAddress(bytes)}/{8 * kept}");
    }

    private static IPAddress? Parse(string? text)
        => IPAddress.TryParse(text ?? "", out IPAddress? address) ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address : null;
}
