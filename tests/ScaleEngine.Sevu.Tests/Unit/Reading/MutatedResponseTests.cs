using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>Responses of the service that were broken at random are read as <see cref="System.Text.Json"/> and the rules of the module say: the
/// same attempts and tickets in every field, the same end, a warning where there must be one.</summary>
[Trait("Category", Endurance.Category)]
public sealed class MutatedResponseTests : IDisposable
{
    private const string Attempts =
        """{"key":"mystream.53ffc996dd39d5.39102367","datetime":"2026-01-02 03:04:05","ip":"203.0.113.7","video":"event\/main","app":"acme-live","appinst":"_definst_","pageurl":"https:\/\/example.com\/\u00e9t\u00e9?a=1","refurl":"","success":1,"reason":"Success","server":"edge1.example.net"},{"key":"mystream.53ffc996dd39d5.39102367","datetime":"2026-01-02 03:04:06","ip":"2001:db8::7","video":"event\/main","app":"acme-live","appinst":"_definst_","pageurl":null,"refurl":"https:\/\/example.com\/","success":"0","reason":"Token Revoked","server":"edge2.example.net"},{"key":"mystream.53ffc996dd39d5.39102367","datetime":"0000-00-00 00:00:00","ip":"203.0.113.7","success":false,"reason":"Invalid IP Address"}""";

    private const string OneTicket =
        """{"key":"mystream.53ffc996dd39d5.39102367","pass":"p\u00e4ss\/word","ip":"0.0.0.0\/0","video":"event\/main|event\/*","app":"acme-live","uses":"1000","active":"1","created_date":"2026-01-02 03:04:05","used_date":"0000-00-00 00:00:00","expire_date":"2026-01-09 03:04:05"}""";

    private const string OtherTicket =
        """{"key":"other.5400000000000.1","pass":"other","ip":"auto","video":"other","uses":5,"active":0,"created_date":"2025-12-31 23:59:59","expire":"2026-06-30 00:00:00"}""";

    private static readonly string[] Logs =
    [
        $$$"""{"code":2101,"message":"ScaleEngine Virtual Usher Ticket uses found","status":"success","attempts":[{{{Attempts}}}],"handle_time":"0.3795 seconds"}""",
        $$$"""{ "code": "2101", "attempts": [ {{{Attempts}}} ], "status": "success", "handle_time": 0.3795 }""",
        $$$"""{"code":2101,"status":"success","attempts":{"0":{{{Attempts.Replace("},{", "},\"3\":{")}}},"9":{"success":1,"unknown":[{},[1]]}},"message":"found"}""",
        """{"code":2100,"status":"success","message":"ScaleEngine Virtual Usher Ticket was not used","attempts":[],"handle_time":"0.0004 seconds"}""",
    ];

    private static readonly string[] Tickets =
    [
        $$$"""{"status":"success","message":"found",{{{OneTicket.Substring(1)}}}""",
        $$$"""{"status":"success","ticket":[{{{OneTicket}}},{{{OtherTicket}}}],"message":"found"}""",
        $$$"""{"status":"success","ticket":{"2":{{{OneTicket}}},"5":{{{OtherTicket}}}},"code":"2101"}""",
        $$$"""{"status":"success","message":"Ticket created","ticket":{{{OneTicket}}},"handle_time":"0.1 seconds"}""",
    ];

    private static readonly AttemptFilter[] Filters =
    [
        new(null, null),
        new(null, null),
        new(null, null) { Success = false },
        new(null, null) { Reason = text => text?.StartsWith("Token", StringComparison.Ordinal) == true },
        new(null, null) { Video = text => text is null, Success = true },
        new(new DateTime(2026, 1, 2, 3, 4, 6, DateTimeKind.Utc), null),
    ];

    private readonly SevuConnection _connection = Samples.Connection();
    private readonly SecureString _password = Samples.Secure("sent");

    public void Dispose()
    {
        _connection.Dispose();
        _password.Dispose();
    }

    [Fact]
    public void A_broken_log_never_gives_a_wrong_attempt_or_a_wrong_end()
        => MutatedResponses.Check("Broken logs", Logs, Endurance.Size(5000, 500_000), CheckLog);

    [Fact]
    public void A_broken_response_with_a_ticket_never_gives_a_wrong_ticket_or_a_wrong_end()
        => MutatedResponses.Check("Broken tickets", Tickets, Endurance.Size(1500, 150_000), (body, random) => CheckTicket(body, random, isNew: false));

    [Fact]
    public void A_broken_response_with_a_new_ticket_never_gives_a_wrong_ticket_or_a_wrong_end()
        => MutatedResponses.Check("Broken new tickets", Tickets, Endurance.Size(1500, 150_000), (body, random) => CheckTicket(body, random, isNew: true));

    private string CheckLog(byte[] body, Random random)
    {
        AttemptFilter filter = Filters[random.Next(Filters.Length)];
        ReferenceLog expected = new(body, filter);
        List<string> selected = [];
        DateTime? latest = null;
        string end = new MutatedResponse(_connection, body, random).Read(
            reader =>
            {
                AttemptReader attempts = new(reader, filter);
                try
                {
                    while (attempts.Read() is TicketAttempt attempt)
                    {
                        selected.Add(Describe(attempt));
                    }
                }
                finally
                {
                    latest = attempts.Latest;
                }

                attempts.EnsureSuccess();
            },
            expected.IsMalformed,
            copy: null,
            out string? warning);
        Assert.Equal(expected.ToString(), ReferenceLog.Describe(selected, latest, end, expected.IsWhole ? warning : null));
        return expected.End;
    }

    private string CheckTicket(byte[] body, Random random, bool isNew)
    {
        ReferenceTicket expected = new(body, isNew ? "sent" : null);
        string? ticket = null;
        string end = new MutatedResponse(_connection, body, random).Read(
            reader => ticket = Describe(new TicketReader(reader).Read(isNew ? _password : null)), expected.IsMalformed, copy: null, out string? warning);
        string? anyWarning = ticket is null || warning is null ? null : ReferenceTicket.AnyWarning;
        string actual = ReferenceTicket.Describe(ticket, end, expected.IsWhole ? warning : anyWarning);
        Assert.Contains(actual, expected.Accepted());
        return end;
    }

    private static string Describe(TicketAttempt attempt)
    {
        Assert.Equal(ReferenceResponse.Describe(attempt.Utc), attempt.DateTimeUtc);
        Assert.Equal(attempt.Utc?.ToLocalTime(), attempt.DateTime);
        return ReferenceLog.Describe(
            attempt.Utc,
            attempt.Success,
            [attempt.Key, attempt.IPAddress, attempt.Video, attempt.App, attempt.AppInstance, attempt.PageUrl, attempt.ReferrerUrl, attempt.Reason, attempt.Server]);
    }

    private static string Describe(Ticket ticket)
    {
        Assert.Equal(
            new[] { ticket.CreatedInstant, ticket.UsedInstant, ticket.ExpiresInstant }.Select(ReferenceResponse.Describe),
            [ticket.CreatedUtc, ticket.UsedUtc, ticket.ExpiresUtc]);
        return ReferenceTicket.Describe(
            ticket.Key, ticket.Video, ticket.App, ticket.IPAddress, ticket.Password is null ? null : Samples.Plain(ticket.Password), ticket.Uses, ticket.Active,
            ticket.CreatedInstant, ticket.UsedInstant, ticket.ExpiresInstant);
    }
}
