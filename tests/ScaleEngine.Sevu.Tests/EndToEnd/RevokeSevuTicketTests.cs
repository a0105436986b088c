using System;
using System.Linq;
using ScaleEngine.Sevu.Emulator.Tickets;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class RevokeSevuTicketTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void Revokes_what_comes_down_the_pipeline()
    {
        string[] keys = [Issue(), Issue()];

        RunResult result = Engine.Run("$args[0] | Get-SevuTicket | Revoke-SevuTicket -Confirm:$false", (object)keys).AssertNoErrors();

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.All(keys, key => Assert.False(Log.Find(key)!.Active));
    }

    [Fact]
    public void The_log_shows_it()
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
    public void PassThru_gives_the_ticket_as_it_is_now()
    {
        string key = Issue();

        Ticket ticket = Engine.Run("Revoke-SevuTicket $args[0] -Confirm:$false -PassThru", key).Single<Ticket>();

        Assert.Equal((key, false), (ticket.Key, ticket.Active!.Value));
    }

    [Fact]
    public void A_second_time_is_no_failure_and_says_what_the_service_said()
    {
        string key = Issue();

        RunResult result = Engine.Run("$args[0], $args[0] | Revoke-SevuTicket -Confirm:$false -PassThru", key).AssertNoErrors();

        Assert.Contains("The ticket has been revoked before", Assert.Single(result.Warnings));
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Says_under_Verbose_what_the_service_said()
    {
        Emulator.Answer("again", """{"status":"success","message":"revoked already"}""");

        RunResult result = Engine.Run("Revoke-SevuTicket again -Confirm:$false -Verbose").AssertNoErrors();

        Assert.Contains(result.Verbose, line => line.StartsWith("again: revoked already, round trip ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_of_a_ticket_that_is_still_good_is_an_error_and_the_next_goes_on()
    {
        string key = Issue();
        Emulator.Answer("kept", """{"status":"failure","message":"not now","key":"kept","active":"1"}""");

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
    public void A_failure_is_that_tickets_error(string key, string id)
    {
        RunResult result = Engine.Run("Revoke-SevuTicket $args[0] -Confirm:$false -PassThru", key);

        Assert.Equal(key, result.AssertError(id).TargetObject);
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void What_dooms_every_request_stops_the_pipeline()
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
    public void Asks_before_it_revokes()
    {
        string key = Issue();

        // Nobody is there to answer.
        RunResult result = Engine.Run("Revoke-SevuTicket $args[0]", key);

        Assert.Contains("ShouldProcess", Assert.Single(result.Errors).Exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.True(Log.Find(key)!.Active);
    }

    private string Issue() => Engine.Run("New-SevuTicket v a").Single<Ticket>().Key!;
}
