using System;
using System.Linq;
using System.Text.RegularExpressions;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class ViewTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.1", "Ticket: emulator.attempts.1")]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.1 | Format-List", "Key         : emulator.attempts.1")]
    [InlineData("Get-SevuTicket mystream.53ffc996dd39d5.39102367", "mystream.53ffc996dd39d5.39102367        Active  500")]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.1 | Format-Table -View TicketColumn", "emulator.attempts.1                       ")]
    [InlineData("Get-SevuTicket mystream.53ffc996dd39d5.39102367 | Format-List", "Password   : ********")]
    [InlineData("Invoke-SevuCommand sevu.revoke -Parameter @{ key = (New-SevuTicket v a).Key }", "status  : success")]
    public void A_constrained_session_shows_every_cell(string command, string expected)
    {
        Engine.Run("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'").AssertNoErrors();

        string shown = Engine.Run($@"({command} | Out-String -Width 120) -replace '\e\[[0-9;]*m'").Single<string>();

        Assert.True(shown.Contains(expected, StringComparison.Ordinal), shown);
    }

    [Theory]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(132)]
    [InlineData(160)]
    [InlineData(200)]
    public void At_every_usual_width_headers_are_whole_and_what_matters_most_is_shown(int width)
    {
        string[] reasons =
        [
            "Success", "Invalid Auth Token", "Token Revoked", "Expiration date surpassed", "Wrong Application", "Exceeded max views",
            "Invalid IP Address", "Not authorized for that video",
        ];
        string key = $"widths.{width}.{new string('k', 39)}"[..39];
        const string Address = "2001:0db8:ffff:ffff:ffff:ffff:ffff:ffff";
        Emulator.Respond(key, $$"""{"status":"success","code":2101,"attempts":[{{string.Join(',', reasons.Select(reason =>
            $$"""{"key":"{{key}}","datetime":"2026-11-20 12:34:56","ip":"{{Address}}","success":"0","reason":"{{reason}}"}"""))}}]}""");
        string[] grouped = Lines($"Get-SevuTicketAttempt {key}", width);
        string[] column = Lines($"Get-SevuTicketAttempt {key} | Format-Table -View TicketColumn", width);
        Emulator.Respond(key, $$"""{"status":"success","key":"{{key}}","uses":"0","active":"1","expire_date":"2020-01-01 00:00:00"}""");
        string[] ticket = Lines($"Get-SevuTicket {key}", width);

        foreach (string reason in reasons)
        {
            string cell = reason.PadRight(30);
            Assert.Contains(grouped, line => line.Contains(cell + Address[..20], StringComparison.Ordinal));
            Assert.Contains(column, line => line.Contains(cell + key[..20], StringComparison.Ordinal));
        }

        Assert.Matches($"^{key} Expired unlimited  20(19|20)-", ticket[2]);
        Assert.Equal("   Ticket: " + key, grouped[0]);
        foreach (string header in new[] { grouped[1], column[0], ticket[0] })
        {
            Assert.Matches("^(DateTime|Key) .*[a-z]$", header);
        }

        Assert.All([grouped[2], column[1], ticket[1]], line => Assert.StartsWith("---", line, StringComparison.Ordinal));
        Assert.All([.. grouped, .. column, .. ticket], line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void A_group_by_another_property_has_its_name()
    {
        string[] lines = Lines("Get-SevuTicketAttempt emulator.attempts.1 | Format-Table -GroupBy App", 120);

        Assert.Equal("   App: acme-live", lines[0]);
    }

    [Theory]
    [InlineData("\"active\":\"1\"", "Active")]
    [InlineData("\"active\":\"1\",\"expire_date\":\"2999-01-01 00:00:00\"", "Active")]
    [InlineData("\"active\":\"1\",\"expire_date\":\"2020-01-01 00:00:00\"", "Expired")]
    [InlineData("\"expire_date\":\"2020-01-01 00:00:00\"", "Expired")]
    [InlineData("\"active\":\"0\",\"expire_date\":\"2020-01-01 00:00:00\"", "Revoked")]
    [InlineData("\"active\":\"0\"", "Revoked")]
    [InlineData("\"expire_date\":\"2999-01-01 00:00:00\"", null)]
    public void A_ticket_says_whether_it_is_active_expired_or_revoked(string fields, string? state)
    {
        string key = "state." + Guid.NewGuid().ToString("N");
        Emulator.Respond(key, $$"""{"status":"success","key":"{{key}}",{{fields}}}""");

        Assert.Equal(state, Engine.Run($"Get-SevuTicket {key}").Single<Ticket>().State);
    }

    [Fact]
    public void Only_no_limit_of_uses_is_shown_as_unlimited()
    {
        Emulator.Respond("uses.none", """{"status":"success","key":"uses.none"}""");

        string shown = string.Join('\n', Lines("(New-SevuTicket v a -Uses 0), (New-SevuTicket v a -Uses 7), (Get-SevuTicket uses.none) | Format-List", 120));

        Assert.Equal(["unlimited", "7", ""], Regex.Matches(shown, "^Uses +:(.*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value.Trim()));
    }

    [Theory]
    [InlineData("ShownResponse")]
    [InlineData("shownresponse")]
    public void A_field_cannot_replace_what_the_view_shows(string name)
    {
        Emulator.Respond(name, $$"""{"status":"success","{{name}}":"\u001b[2J"}""");

        RunResult result = Engine.Run($"Invoke-SevuCommand {name}");

        Assert.Contains($"'{name}' in it", result.AssertError("Sevu.UnexpectedShape").ErrorDetails.Message, StringComparison.Ordinal);
    }

    private string[] Lines(string command, int width)
        => [.. Engine.Run($@"({command} | Out-String -Width {width}) -replace '\e\[[0-9;]*m'").Single<string>()
            .Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
