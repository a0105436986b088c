using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

public sealed class AttemptReaderTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime End = new(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Names = ["key", "datetime", "ip", "video", "app", "appinst", "pageurl", "refurl", "success", "reason", "server"];

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["datetime"] = ["\"2026-01-01 23:59:59\"", "\"2026-01-02 00:00:00\"", "\"2026-01-02 12\\u003a00:00\"", "\"2026-01-03 00:00:01\"", "null", "\"\"", "\"yesterday\"", "7", "[]"],
        ["ip"] = ["\"203.0.113.7\"", "\"\\u0032\\u003003.0.113.9\"", "\"203.0.114.7\"", "\"2001:db8::7\"", "\"::ffff:203.0.113.5\"", "\"\"", "null", "\"unknown\"", "5", "{\"a\":1}"],
        ["success"] = ["0", "1", "\"0\"", "\"1\"", "true", "false", "null", "\"\"", "2", "0.0", "\"maybe\"", "[1]"],
        ["reason"] = ["\"Success\"", "\"\\u0053uccess\"", "\"Token Revoked\"", "\"token\\u0020revoked\"", "null", "\"\"", "5", "true", "[\"Success\"]"],
        ["other"] = ["\"event\\/main\"", "\"a\\u00e9\\n\"", "\"\"", "null", "5.5e1", "false", "[{},[1,\"\\/\"]]", "{\"reason\":\"Success\"}"],
    };

    private readonly SevuConnection _connection = Samples.Connection();

    public void Dispose() => _connection.Dispose();

    /// <summary>Attempts with fields in any order, left out, given twice or of odd types.</summary>
    [Fact]
    public void A_filter_selects_what_would_be_selected_from_all_and_warns_as_without()
    {
        (AttemptFilter Filter, Func<TicketAttempt, bool> Includes)[] filters =
        [
            (new(null, null) { Success = false }, attempt => !attempt.Success),
            (new(null, null) { Success = true }, attempt => attempt.Success),
            (new(null, null) { Reason = IsRevoked }, attempt => IsRevoked(attempt.Reason)),
            (new(null, null) { Video = text => text is null }, attempt => attempt.Video is null),
            (new(null, null) { App = text => text == "event/main" }, attempt => attempt.App == "event/main"),
            (new(null, null) { IPAddress = [AddressRange.Parse("203.0.113.0/24")] }, attempt => attempt.Network == "203.0.113.0/24"),
            (new(null, null) { IPAddress = [AddressRange.Parse("192.0.2.7"), AddressRange.Parse("2001:db8::/32")] }, attempt => attempt.IPAddress == "2001:db8::7"),
            (new(Start, End), attempt => !(attempt.Utc < Start) && !(attempt.Utc > End)),
            (new(null, End) { Success = false, Reason = IsRevoked }, attempt => !(attempt.Utc > End) && !attempt.Success && IsRevoked(attempt.Reason)),
            (new(null, null) { Reason = _ => false }, _ => false),
        ];
        Random random = new(17);
        int[] selected = new int[filters.Length];
        for (int round = 0; round < 300; round++)
        {
            string json = RandomLog(random);
            List<TicketAttempt> all = Read(json, new AttemptFilter(null, null), out string? expectedWarning);
            for (int i = 0; i < filters.Length; i++)
            {
                List<TicketAttempt> found = Read(json, filters[i].Filter, out string? warning);

                Assert.Equal(all.Where(filters[i].Includes).Select(attempt => attempt.ToString()), found.Select(attempt => attempt.ToString()));
                Assert.Equal(expectedWarning, warning);
                selected[i] += found.Count;
            }
        }

        Assert.All(selected.Take(filters.Length - 1), count => Assert.InRange(count, 20, 10_000));
    }

    [Fact]
    public void The_last_of_two_fields_counts()
    {
        const string json = """{"code":2101,"attempts":[{"success":1,"reason":"a","ip":"192.0.2.1","success":0,"reason":null,"ip":"192.0.2.2"}]}""";

        TicketAttempt attempt = Assert.Single(Read(json, new AttemptFilter(null, null) { Success = false, Reason = text => text is null }, out _));

        Assert.Equal("192.0.2.2", attempt.IPAddress);
    }

    [Fact]
    public void Text_is_matched_once_however_often_it_repeats()
    {
        List<string?> matched = [];
        AttemptFilter filter = new(null, null)
        {
            Reason = text =>
            {
                lock (matched)
                {
                    matched.Add(text);
                }

                return false;
            },
        };
        string attempts = string.Join(",", Enumerable.Range(0, 3000).Select(i => $$"""{"reason":"{{(i % 3 == 0 ? "a" : i % 3 == 1 ? "\\u0062" : "c")}}"}"""));

        Read($$"""{"code":2101,"attempts":[{{attempts}}]}""", filter, out _);

        Assert.Equal([null, "a", "b", "c"], matched.OrderBy(text => text, StringComparer.Ordinal));
    }

    [Fact]
    public void Text_that_does_not_repeat_is_matched_too()
    {
        string attempts = string.Join(",", Enumerable.Range(0, 5000).Select(i => $$"""{"reason":"{{i}}"},{"reason":"{{new string('x', 1000)}}{{i}}"}"""));

        List<TicketAttempt> found = Read(
            $$"""{"code":2101,"attempts":[{{attempts}}]}""", new AttemptFilter(null, null) { Reason = text => text?[text.Length - 1] == '7' }, out _);

        Assert.Equal(1000, found.Count);
    }

    [Theory]
    [InlineData("""{"x":"\q"}""")]
    [InlineData("""{"pageurl":"\u12g4"}""")]
    [InlineData("""{"pageurl":01}""")]
    [InlineData("""{"x":[1,]}""")]
    [InlineData("{\"pageurl\":\"a\tb\"}")]
    public void What_is_not_JSON_is_an_error_in_an_attempt_that_is_not_wanted_too(string attempt)
        => Assert.Throws<SevuResponseException>(() => Read(
            $$"""{"code":2101,"attempts":[{{attempt}}]}""", new AttemptFilter(null, null) { Reason = _ => false }, out _));

    [Fact]
    public void An_attempt_longer_than_the_buffer_is_read_and_one_without_end_is_refused()
    {
        string longText = new('x', 200_000);
        AttemptFilter rejected = new(null, null) { Success = false };

        TicketAttempt attempt = Assert.Single(Read(
            $$"""{"code":2101,"attempts":[{"key":"first","pageurl":"{{longText}}","refurl":"{{longText}}","success":0,"server":"last"}]}""", rejected, out _));

        Assert.Equal(("first", longText, longText, "last"), (attempt.Key, attempt.PageUrl, attempt.ReferrerUrl, attempt.Server));
        string endless = string.Join(",", Enumerable.Repeat($"\"{longText}\"", 100));
        Assert.Throws<SevuResponseException>(() => Read($$"""{"code":2101,"attempts":[{"x":[{{endless}}]}]}""", rejected, out _));
    }

    private static bool IsRevoked(string? text) => text?.StartsWith("token", StringComparison.OrdinalIgnoreCase) == true;

    private static string RandomLog(Random random)
    {
        StringBuilder json = new("""{"attempts":[""");
        for (int count = random.Next(1, 6); count > 0; count--)
        {
            List<string> fields = [];
            foreach (string name in random.Next(2) == 0 ? (IEnumerable<string>)Names : Names.Concat(Names).OrderBy(_ => random.Next()))
            {
                if (random.Next(6) > 0)
                {
                    string[] values = Values.TryGetValue(name, out string[]? known) ? known : Values["other"];
                    string written = random.Next(20) == 0 ? $"\\u{(int)name[0]:x4}{name.Substring(1)}" : name;
                    string value = random.Next(30) == 0 ? Values["other"][random.Next(Values["other"].Length)] : values[random.Next(Math.Min(values.Length, 1 + random.Next(values.Length)))];
                    fields.Add(random.Next(10) == 0 ? $" \"{written}\" : {value}\n" : $"\"{written}\":{value}");
                }

                if (random.Next(20) == 0)
                {
                    fields.Add("\"unknown\":" + Values["other"][random.Next(Values["other"].Length)]);
                }
            }

            json.Append('{').Append(string.Join(",", fields)).Append(count > 1 ? "}, " : "}");
        }

        return json.Append("""],"code":2101}""").ToString();
    }

    private List<TicketAttempt> Read(string json, AttemptFilter filter, out string? warning)
    {
        using HttpResponseMessage message = new() { Content = new StringContent("") };
        using CancellationTokenSource cancellation = new();
        using SevuResponse response = new(
            new SevuRequest("sevu.errorlog", []), _connection, message, new PiecewiseStream(Encoding.UTF8.GetBytes(json), () => json.Length > 10_000 ? 4096 : 13), TimeSpan.Zero, cancellation);
        ResponseReader reader = new(response);
        AttemptReader attempts = new(reader, filter);
        List<TicketAttempt> found = [];
        while (attempts.Read() is TicketAttempt attempt)
        {
            found.Add(attempt);
        }

        warning = reader.Fields.Warning;
        return found;
    }
}
