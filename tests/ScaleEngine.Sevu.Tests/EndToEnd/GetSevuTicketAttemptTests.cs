using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class GetSevuTicketAttemptTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void Outputs_every_attempt_of_the_log_with_all_values()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0]", Log.SharedTicket.Key).AssertNoErrors();

        Assert.Equal(
            Log.SharedTicket.Attempts.Select(logged => (
                logged.Time?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), Log.SharedTicket.Key, logged.Ip, logged.Video,
                logged.App, logged.AppInstance, logged.PageUrl, logged.ReferrerUrl, logged.Reason == "Success", logged.Reason, logged.Server)),
            result.Attempts.Select(attempt => (
                attempt.DateTimeUtc, attempt.Key, attempt.IPAddress, attempt.Video, attempt.App, attempt.AppInstance, attempt.PageUrl,
                attempt.ReferrerUrl, attempt.Success, attempt.Reason, attempt.Server))!);
    }

    [Fact]
    public void Keeps_untrusted_text_unchanged()
        => Assert.Equal(
            Log.HostileTicket.Attempts.Select(logged => logged.PageUrl),
            Engine.Run("Get-SevuTicketAttempt $args[0]", Log.HostileTicket.Key).AssertNoErrors().Attempts.Select(attempt => attempt.PageUrl));

    [Fact]
    public void Outputs_the_properties_in_a_fixed_order()
        => Assert.Equal(
            [
                "DateTime", "DateTimeUtc", "Key", "IPAddress", "Network", "Video", "App", "AppInstance", "PageUrl", "ReferrerUrl",
                "Success", "Reason", "Server",
            ],
            Engine.Run("Get-SevuTicketAttempt $args[0]", Log.HomeTicket.Key).Output[0].Properties.Select(property => property.Name));

    [Fact]
    public void Outputs_the_time_as_local_DateTime_and_as_UTC_text()
    {
        Emulator.Respond("time", """{"code":2101,"attempts":[{"datetime":"2014-09-16 16:00:00"}]}""");

        TicketAttempt attempt = Engine.Run("Get-SevuTicketAttempt time").Single<TicketAttempt>();

        Assert.Equal(new DateTime(2014, 9, 16, 16, 0, 0, DateTimeKind.Utc).ToLocalTime(), attempt.DateTime);
        Assert.Equal(DateTimeKind.Local, attempt.DateTime!.Value.Kind);
        Assert.Equal("2014-09-16T16:00:00Z", attempt.DateTimeUtc);
    }

    [Fact]
    public void Outputs_no_time_if_the_service_gives_none()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0]", Log.UndatedTicket.Key).AssertNoErrors();

        TicketAttempt undated = Assert.Single(result.Attempts, attempt => attempt.DateTime is null);
        Assert.Null(undated.DateTimeUtc);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Attempts_with_an_unreadable_time_are_output_with_one_warning()
    {
        Emulator.Respond("odd-time", """{"code":2101,"attempts":[{"datetime":"yesterday"},{"datetime":"2014-13-99 00:00:00"},{"datetime":"2014-09-16 16:00:00"}]}""");

        RunResult result = Engine.Run("'odd-time', 'odd-time' | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal(6, result.Output.Count);
        Assert.Equal(4, result.Attempts.Count(attempt => attempt.DateTime is null && attempt.DateTimeUtc is null));
        Assert.Contains("yesterday", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("2016-02-29 23:59:59", "2016-02-29T23:59:59Z")]
    [InlineData("0001-01-01 00:00:01", "0001-01-01T00:00:01Z")]
    [InlineData("9999-12-31 23:59:59", "9999-12-31T23:59:59Z")]
    [InlineData("2016-\\u0030\\u0032-29 23:59:59", "2016-02-29T23:59:59Z")]
    [InlineData("2015-02-29 00:00:00", null)]
    [InlineData("2016-00-29 00:00:00", null)]
    [InlineData("2016-02-00 00:00:00", null)]
    [InlineData("2016-02-29 24:00:00", null)]
    [InlineData("2016-02-29 00:60:00", null)]
    [InlineData("2016-02-29 00:00:60", null)]
    [InlineData("2016-02-29T00:00:00", null)]
    [InlineData("2016-02-29 00:00:0/", null)]
    public void Reads_times_only_in_the_services_format(string time, string? expected)
    {
        Emulator.Respond("at." + time.Replace(' ', '.'), $$"""{"code":2101,"attempts":[{"datetime":"{{time}}"}]}""");

        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0]", "at." + time.Replace(' ', '.')).AssertNoErrors();

        Assert.Equal(expected, Assert.Single(result.Attempts).DateTimeUtc);
        Assert.Equal(expected is null, result.Warnings.Any());
    }

    [Fact]
    public void An_unused_ticket_is_an_empty_result()
        => Assert.Empty(Engine.Run("Get-SevuTicketAttempt $args[0]", Log.UnusedTicket.Key).AssertNoErrors().Output);

    [Theory]
    [InlineData("Get-SevuTicketAttempt {0}, {1}")]
    [InlineData("Get-SevuTicketAttempt -Key {0}, {1}")]
    [InlineData("Get-SevuTicketAttempt -Ticket {0}, {1}")]
    [InlineData("'{0}', '{1}' | Get-SevuTicketAttempt")]
    [InlineData("[pscustomobject]@{{ Key = '{0}'; Other = 1 }}, [pscustomobject]@{{ Key = '{1}' }} | Get-SevuTicketAttempt")]
    [InlineData("[pscustomobject]@{{ Ticket = '{0}' }}, [pscustomobject]@{{ Ticket = '{1}' }} | Get-SevuTicketAttempt")]
    [InlineData("[pscustomobject]@{{ Key = '{0}', '{1}' }} | Get-SevuTicketAttempt")]
    [InlineData("Get-SevuTicketAttempt ([pscustomobject]@{{ Key = '{0}' }}), ([pscustomobject]@{{ Ticket = '{1}' }})")]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.1 | ForEach-Object {{ '{0}', '{1}' }} | Get-SevuTicketAttempt")]
    public void Accepts_keys_from_arguments_and_from_the_pipeline(string commandLine)
    {
        string script = string.Format(CultureInfo.InvariantCulture, commandLine, Log.HomeTicket.Key, Log.Ipv6Ticket.Key);

        RunResult result = Engine.Run(script).AssertNoErrors();

        Assert.Equal([Log.HomeTicket.Key, Log.Ipv6Ticket.Key], result.Attempts.Select(attempt => attempt.Key).Distinct());
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'a' }")]
    [InlineData("@{ Name = 'a' }")]
    [InlineData("Get-Command Get-Command")]
    [InlineData(", @('a', [pscustomobject]@{ Name = 'a' })")]
    public void Rejects_an_object_without_a_key_instead_of_using_its_text(string input)
    {
        RunResult result = Engine.Run($"& {{ {input}; 'emulator.attempts.1' }} | Get-SevuTicketAttempt");

        Assert.Contains("'Key'", Assert.Single(result.Errors).Exception.Message);
        Assert.Null(result.Terminated);
        Assert.Single(result.Attempts);
        Assert.Single(Sent);
    }

    [Fact]
    public void Accepts_numbers_as_keys()
    {
        Engine.Run("5, 6 | Get-SevuTicketAttempt; Get-SevuTicketAttempt 7").AssertNoErrors();

        Assert.Contains("\"key\":\"7\"", Sent[^1].Json);
    }

    [Fact]
    public void Accepts_attempts_and_uses_their_keys()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt emulator.attempts.1 | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal("emulator.attempts.1", Assert.Single(result.Attempts).Key);
    }

    [Fact]
    public void Filters_with_Where_Object()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0] | Where-Object Success -eq $false", Log.SharedTicket.Key).AssertNoErrors();

        Assert.Equal(Log.SharedTicket.Attempts.Count(logged => logged.Reason != "Success"), result.Output.Count);
    }

    [Fact]
    public void Uses_the_connection_of_the_Connection_parameter()
    {
        using Engine unconnected = new();

        unconnected.Run("Get-SevuTicketAttempt emulator.attempts.2 -Connection $args[0]", Connect()).AssertNoErrors();
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    public void Filters_by_the_exact_time_although_the_service_filters_by_day(DateTimeKind kind)
    {
        // In the middle of the log, and in the middle of a second.
        DateTime start = Log.PublicTicket.Attempts[500].Time!.Value.UtcDateTime.AddSeconds(0.5);
        DateTime end = Log.PublicTicket.Attempts[900].Time!.Value.UtcDateTime;
        DateTime[] inKind = [.. ((DateTime[])[start, end]).Select(utc => kind switch
        {
            DateTimeKind.Utc => utc,
            DateTimeKind.Local => utc.ToLocalTime(),
            _ => DateTime.SpecifyKind(utc.ToLocalTime(), kind),
        })];

        RunResult result = Engine.Run(
            "Get-SevuTicketAttempt $args[0] -StartTime $args[1] -EndTime $args[2]", Log.PublicTicket.Key, inKind[0], inKind[1]).AssertNoErrors();

        Assert.Equal(
            Log.PublicTicket.Attempts.Where(logged => logged.Time >= start && logged.Time <= end).Select(logged => logged.Time!.Value.UtcDateTime),
            result.Attempts.Select(attempt => attempt.DateTime!.Value.ToUniversalTime()));
        Assert.Contains($"\"starttime\":\"{start:yyyy-MM-dd}\"", Sent[^1].Json);
    }

    [Fact]
    public void Includes_both_limits_and_attempts_without_a_time()
    {
        Emulator.Respond("limits", """
            {"code":2101,"attempts":[
                {"server":"before","datetime":"2026-11-24 09:59:59"}, {"server":"first","datetime":"2026-11-24 10:00:00"},
                {"server":"undated","datetime":null}, {"server":"last","datetime":"2026-11-24 11:00:00"},
                {"server":"after","datetime":"2026-11-24 11:00:01"}]}
            """);

        RunResult result = Engine.Run(
            "Get-SevuTicketAttempt limits -StartTime 2026-11-24T10:00:00Z -EndTime 2026-11-24T11:00:00Z").AssertNoErrors();

        Assert.Equal(["first", "undated", "last"], result.Attempts.Select(attempt => attempt.Server));
    }

    [Fact]
    public void Rejects_an_end_before_the_start_and_sends_nothing()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt some.key -StartTime '2026-11-24' -EndTime '2026-11-23'");

        Assert.Equal(ErrorCategory.InvalidArgument, result.AssertError("Sevu.InvalidTimeRange").CategoryInfo.Category);
        Assert.NotNull(result.Terminated);
        Assert.Empty(Sent);
    }

    [Fact]
    public void Rejects_a_key_that_PHP_cannot_encode_and_continues()
    {
        RunResult result = Engine.Run("$args[0], 'emulator.attempts.1' | Get-SevuTicketAttempt", "half\ud83c");

        Assert.Equal(ErrorCategory.InvalidArgument, result.AssertError("Sevu.InvalidText").CategoryInfo.Category);
        Assert.Single(result.Attempts);
        Assert.Single(Sent);
    }

    [Fact]
    public void Verbose_shows_the_result_of_each_ticket()
    {
        Emulator.Respond("verbose", """{"code":2101,"message":"uses\u001b[31m found","status":"success","attempts":[{},{}],"handle_time":"0.3795 seconds"}""");

        RunResult result = Engine.Run("'verbose', $args[0] | Get-SevuTicketAttempt -Verbose", Log.UnusedTicket.Key).AssertNoErrors();

        Assert.Equal(2, result.Verbose.Count);
        Assert.Matches("^verbose: code 2101 uses␛\\[31m found, 2 attempts, handle time 0.3795 seconds, round trip \\d+ ms$", result.Verbose[0]);
        Assert.StartsWith(Log.UnusedTicket.Key + ": code 2100 ", result.Verbose[1]);
    }
}
