using System.Linq;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Warnings in a session where nobody can answer a question, as in a scheduled task or a runbook.</summary>
public sealed class WarningTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    // With -Debug, PowerShell asks after each warning whether to continue.
    [Theory]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.0", "None of the tickets")]
    [InlineData("Get-SevuTicketAttempt noisy", "text after its end")]
    [InlineData("New-SevuTicket noisy a", "text after its end")]
    [InlineData("Invoke-SevuCommand noisy", "text after its end")]
    public void Do_not_end_a_command_with_Debug(string command, string warning)
    {
        Emulator.Respond("noisy", """{"status":"success","ticket":{"key":"k"},"attempts":[{}]} oops""");

        RunResult result = Engine.Run(command + " -Debug").AssertNoErrors();

        Assert.Contains(warning, Assert.Single(result.Warnings));
        Assert.NotEmpty(result.Debug);
    }

    [Fact]
    public void Do_not_replace_an_error_with_Debug()
    {
        RunResult result = Engine.Run("Invoke-SevuCommand emulator.http.500 -Debug");

        result.AssertError("Sevu.Http.500");
        Assert.Contains("may have been carried out", Assert.Single(result.Warnings));
    }

    [Fact]
    public void End_a_command_if_the_user_wants_that()
    {
        RunResult result = Engine.Run("Get-SevuTicketAttempt emulator.attempts.0 -Debug -WarningAction Stop; 'after'");

        Assert.NotNull(result.Terminated);
        Assert.DoesNotContain("after", result.Output.Select(item => item.BaseObject));
    }
}
