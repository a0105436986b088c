using System;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class ViewTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.1", "Ticket: emulator.attempts.1")]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.1 | Format-List", "Key         : emulator.attempts.1")]
    [InlineData("Get-SevuTicket mystream.53ffc996dd39d5.39102367", "mystream.53ffc996dd39d5.39102367  True   500")]
    [InlineData("Get-SevuTicket mystream.53ffc996dd39d5.39102367 | Format-List", "Password   : ********")]
    [InlineData("Invoke-SevuCommand sevu.revoke -Parameter @{ key = (New-SevuTicket v a).Key }", "status  : success")]
    public void A_constrained_session_shows_every_cell(string command, string expected)
    {
        Engine.Run("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'").AssertNoErrors();

        string shown = Engine.Run($@"({command} | Out-String -Width 120) -replace '\e\[[0-9;]*m'").Single<string>();

        Assert.True(shown.Contains(expected, StringComparison.Ordinal), shown);
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
}
