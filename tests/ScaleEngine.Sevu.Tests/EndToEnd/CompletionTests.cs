using System.Linq;
using System.Management.Automation;
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
    public void Tab_offers_the_known_values(string line, string values)
    {
        CompletionResult[] results = Completions(line);

        Assert.Equal(values, string.Join(' ', results.Select(result => result.CompletionText)));
        Assert.All(results, result => Assert.NotEqual(result.CompletionText, result.ToolTip));
    }

    [Fact]
    public void Tab_offers_the_tickets_of_this_session_most_recent_first()
    {
        Engine.Run("'tab.1', 'tab.2', \"it's;two\", 'tab.1' | Get-SevuTicketAttempt").AssertNoErrors();
        Ticket issued = Engine.Run("New-SevuTicket -Video tab -App acme-live").Single<Ticket>();

        Assert.Equal([issued.Key!, "tab.1", "'it''s;two'", "tab.2"], Completions("Get-SevuTicket ").Select(result => result.CompletionText));
        Assert.Equal(["tab.1", "tab.2"], Completions("Revoke-SevuTicket -Key x, tab").Select(result => result.CompletionText));
        Assert.Equal(["'it''s;two'"], Completions("Get-SevuTicketAttempt 'it").Select(result => result.CompletionText));
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

    private CompletionResult[] Completions(string line) => [.. Engine.Run(Complete, line).Single<CommandCompletion>().CompletionMatches];
}
