using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class CompletionTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Complete = "[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null, [powershell]::Create('CurrentRunspace'))";

    [Theory]
    [InlineData("Invoke-SevuCommand ", "sevu.errorlog sevu.errorcount sevu.request sevu.revoke sevu.status")]
    [InlineData("Invoke-SevuCommand -Command SEVU.R", "sevu.request sevu.revoke")]
    [InlineData("New-SevuTicket -IPAddress ", "auto auto/24 '0.0.0.0/0'")]
    [InlineData("New-SevuTicket -IPAddress auto/24, au", "auto auto/24")]
    [InlineData("Get-SevuTicketAttempt x -Reason ", "Success 'Invalid Auth Token' 'Token Revoked' 'Expiration date surpassed' 'Wrong Application' 'Exceeded max views' 'Invalid IP Address' 'Not authorized for that video'")]
    [InlineData("Get-SevuTicketAttempt x -Reason 'exc", "'Exceeded max views'")]
    public void Tab_offers_the_known_values(string line, string values)
    {
        CompletionResult[] results = Completions(line);

        Assert.Equal(values, string.Join(' ', results.Select(result => result.CompletionText)));
        Assert.All(results, result => Assert.NotEqual(result.CompletionText, result.ToolTip));
    }

    [Fact]
    public void Tab_offers_the_tickets_of_this_session_most_recent_first()
    {
        Engine.Run("'tab.1', 'tab.2', 'it$two', 'tab.1' | Get-SevuTicketAttempt").AssertNoErrors();
        Ticket issued = Engine.Run("New-SevuTicket -Video tab -App acme-live").Single<Ticket>();

        Assert.Equal([issued.Key!, "tab.1", "'it$two'", "tab.2"], Completions("Get-SevuTicket ").Select(result => result.CompletionText));
        Assert.Equal(["tab.1", "tab.2"], Completions("Revoke-SevuTicket -Key x, tab").Select(result => result.CompletionText));
        Assert.Equal(["'it$two'"], Completions("Get-SevuTicketAttempt 'it").Select(result => result.CompletionText));
        using Engine other = Engine.ConnectedTo(Emulator.Endpoint);
        Assert.DoesNotContain(other.Run(Complete, "Get-SevuTicket ").Single<CommandCompletion>().CompletionMatches, result => result.CompletionText.Contains("tab"));
    }

    [Fact]
    public void Tab_offers_at_most_100_tickets()
    {
        Engine.Run("1..150 | ForEach-Object { \"many.$_\" } | Get-SevuTicketAttempt").AssertNoErrors();

        CompletionResult[] results = Completions("Get-SevuTicket many");

        Assert.Equal(100, results.Length);
        Assert.Equal("many.150", results[0].CompletionText);
    }

    [Fact]
    public void Tab_offers_the_names_of_this_session_and_no_files()
    {
        using Engine engine = Engine.ConnectedTo(Emulator.Endpoint);
        Assert.Empty(Names(engine, "New-SevuTicket -App "));
        Assert.Empty(Names(engine, "New-SevuTicket -Video t"));

        engine.Run("New-SevuTicket -Video 'a,b|it''s', two -App acme-tab").AssertNoErrors();
        engine.Run("Get-SevuTicket stage2.5a0b7710d8c6f5.63390127").AssertNoErrors();
        engine.Run("Get-SevuTicketAttempt member.5a0c3f21c0d4e1.77120934 | Select-Object -First 1").AssertNoErrors();

        Assert.Equal(["acme-live", "acme-tab"], Names(engine, "New-SevuTicket -App "));
        string[] videos = Names(engine, "New-SevuTicket x, ");
        Assert.StartsWith("event/", videos[0], StringComparison.Ordinal);
        Assert.Equal(["'event/main-stage*'", "two", "'it''s'", "'a,b'"], videos[1..]);
        Assert.Equal(["two"], Names(engine, "New-SevuTicket -Video t"));
        Assert.Equal(["two"], Names(engine, "Get-SevuTicketAttempt k -Video t"));
        Assert.Equal(["acme-tab"], Names(engine, "Get-SevuTicketAttempt k -App acme-t"));
        Assert.Empty(Names(engine, "New-SevuTicket -Video sr"));
        Assert.Empty(Completions("New-SevuTicket -App acme-tab"));
    }

    [Fact]
    public void Tab_offers_no_name_that_only_a_player_gave_nor_one_that_cannot_be_shown()
    {
        string[] names = ["rejected", "*", "a|b", "", "\u001b[2J", "\u202e", new string('l', 257), "fine; \u2019$(x)"];
        for (int i = 0; i < names.Length; i++)
        {
            Emulator.Respond($"names.{i}", JsonSerializer.Serialize(new
            {
                status = "success",
                code = 2101,
                attempts = new[] { new { key = $"names.{i}", success = i == 0 ? 0 : 1, video = names[i], app = "names" } },
            }));
        }

        using Engine engine = Engine.ConnectedTo(Emulator.Endpoint);
        engine.Run($"0..{names.Length - 1} | ForEach-Object {{ \"names.$_\" }} | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal(["'fine; \u2019\u2019$(x)'"], Names(engine, "New-SevuTicket -Video "));
        Assert.Equal(["names"], Names(engine, "New-SevuTicket -App "));
    }

    [Fact]
    public void Tab_offers_at_most_100_names()
    {
        using Engine engine = Engine.ConnectedTo(Emulator.Endpoint);
        engine.Run("New-SevuTicket -Video (1..100 | ForEach-Object { \"old.$_\" }) -App a; New-SevuTicket -Video new.1, new.2 -App a").AssertNoErrors();

        string[] videos = Names(engine, "New-SevuTicket ");

        Assert.Equal(100, videos.Length);
        Assert.Equal(["new.2", "new.1", "old.100"], videos[..3]);
    }

    private static string[] Names(Engine engine, string line)
        => [.. engine.Run(Complete, line).Single<CommandCompletion>().CompletionMatches.Select(result => result.CompletionText)];

    private CompletionResult[] Completions(string line) => [.. Engine.Run(Complete, line).Single<CommandCompletion>().CompletionMatches];
}
