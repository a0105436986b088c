using System;
using System.Linq;
using ScaleEngine.Sevu.Emulator.Tickets;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class RevokeSevuTicketTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void Revokes_the_tickets_from_the_pipeline()
    {
        string[] keys = [Issue(), Issue()];

        RunResult result = Engine.Run("$args[0] | Get-SevuTicket | Revoke-SevuTicket -Confirm:$false", (object)keys).AssertNoErrors();

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.All(keys, key => Assert.False(Log.Find(key)!.Active));
    }

    [Fact]
    public void The_log_shows_attempts_after_the_revocation_as_revoked()
    {
        string key = Issue();
        Viewer viewer = new("192.0.2.7", Log.Find(key)!.Rules.Pass, "v", "a");
        Emulator.Watch(key, viewer);

        Engine.Run("Revoke-SevuTicket $args[0] -Confirm:$false", key).AssertNoErrors();
        Emulator.Watch(key, viewer);

        Assert.Equal(
            ["Success", "Token Revoked"],
            Engine.Run("Get-SevuTicketAttempt $args[0]", key).AssertNoErrors().Attempts.Select(attempt => attempt.Reason));
    }

    [Fact]
    public void PassThru_outputs_the_revoked_ticket()
    {
        string key = Issue();

        Ticket ticket = Engine.Run("Revoke-SevuTicket $args[0] -Confirm:$false -PassThru", key).Single<Ticket>();

        Assert.Equal((key, false), (ticket.Key, ticket.Active!.Value));
    }

    [Fact]
    public void Revoking_twice_is_no_error_and_warns_with_the_services_message()
    {
        string key = Issue();

        RunResult result = Engine.Run("foreach ($time in 1..2) { Revoke-SevuTicket $args[0] -Confirm:$false -PassThru }", key).AssertNoErrors();

        Assert.Contains("The ticket has been revoked before", Assert.Single(result.Warnings));
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Verbose_shows_the_services_message()
    {
        Emulator.Respond("again", """{"status":"success","message":"revoked already"}""");

        RunResult result = Engine.Run("Revoke-SevuTicket again -Confirm:$false -Verbose").AssertNoErrors();

        Assert.Contains(result.Verbose, line => line.StartsWith("again: revoked already, round trip ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rejection_for_an_active_ticket_is_an_error_and_the_next_ticket_is_revoked()
    {
        string key = Issue();
        Emulator.Respond("kept", """{"status":"failure","message":"not now","key":"kept","active":"1"}""");

        RunResult result = Engine.Run("'kept', $args[0] | Revoke-SevuTicket -Confirm:$false", key);

        Assert.Contains("not now", result.AssertError("Sevu.NoCode").ErrorDetails.Message);
        Assert.False(Log.Find(key)!.Active);
    }

    [Theory]
    [InlineData("no.such.ticket", "Sevu.NoCode")]
    [InlineData("emulator.code.0004", "Sevu.0004")]
    [InlineData("emulator.code.0006", "Sevu.0006")]
    [InlineData("emulator.http.500", "Sevu.Http.500")]
    [InlineData("emulator.empty", "Sevu.EmptyResponse")]
    [InlineData("", "Sevu.EmptyKey")]
    public void A_failure_is_an_error_for_that_ticket(string key, string id)
    {
        RunResult result = Engine.Run("Revoke-SevuTicket $args[0] -Confirm:$false -PassThru", key);

        Assert.Equal(key, result.AssertError(id).TargetObject);
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_failure_that_is_fatal_for_the_connection_stops_the_pipeline()
    {
        string key = Issue();

        RunResult result = Engine.Run("'emulator.code.0003', $args[0] | Revoke-SevuTicket -Confirm:$false", key);

        result.AssertError("Sevu.0003");
        Assert.NotNull(result.Terminated);
        Assert.True(Log.Find(key)!.Active);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -Confirm:$false -PassThru")]
    public void WhatIf_sends_nothing(string parameters)
    {
        string key = Issue();

        Assert.Empty(Engine.Run($"$args[0], $args[0] | Revoke-SevuTicket {parameters}", key).AssertNoErrors().Output);

        Assert.Contains("sevu.request", Assert.Single(Sent).Json);
    }

    [Fact]
    public void Asks_for_confirmation()
    {
        string key = Issue();

        // This host cannot prompt.
        RunResult result = Engine.Run("Revoke-SevuTicket $args[0]", key);

        Assert.Contains("ShouldProcess", Assert.Single(result.Errors).Exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.True(Log.Find(key)!.Active);
    }

    private string Issue() => Engine.Run("New-SevuTicket v a").Single<Ticket>().Key!;
}
