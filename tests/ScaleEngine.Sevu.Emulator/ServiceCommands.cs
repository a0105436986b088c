using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Requests;
using ScaleEngine.Sevu.Emulator.Responses;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>The commands that the emulator knows. <c>sevu.errorlog</c> follows the service's documentation. The other ticket
/// commands have the fields that published clients send; their messages and failures are invented. The result of
/// <c>sevu.errorcount</c> and all of <c>usage.summary</c> are invented too.</summary>
internal sealed class ServiceCommands
{
    private static readonly FieldRule s_key = Text("key", required: true);

    private static readonly FieldRule s_startTime = new(
        "starttime",
        Required: false,
        value => value is string text && ServiceTime.ParseDay(text) is not null,
        "not a date such as 2014-09-16");

    private readonly EmulatedLog _log;
    private readonly TimeProvider _clock;

    public ServiceCommands(EmulatedLog log, TimeProvider clock)
    {
        _log = log;
        _clock = clock;
        All =
        [
            new("sevu.errorlog", [s_key, s_startTime], request => ServiceResponses.Attempts(_log.Read(Key(request), StartDay(request)))),
            new("sevu.status", [s_key], Status),
            new("sevu.revoke", [s_key], Revoke),
            new(
                "sevu.request",
                [
                    Text("pass", required: true),
                    Text("video", required: true),
                    Text("app", required: true),
                    new("ip", Required: false, IsAddressList, "not a list of addresses"),
                    new("uses", Required: false, value => Number(value) >= 0, "not a number of uses"),
                    new(
                        "expire",
                        Required: false,
                        value => value is string text && ServiceTime.ParseTime(text) is not null,
                        "not a time such as 2014-09-16 23:59:59"),
                ],
                Issue),
            new(
                "sevu.errorcount",
                [
                    .. ((string[])["key", "app", "video", "ip", "pass"]).Select(name => Text(name, required: false)),
                    .. ((string[])["success", "limit", "seek"]).Select(
                        name => new FieldRule(name, Required: false, value => Number(value) >= 0, "not a number")),
                ],
                Count),
            new("usage.summary", [s_startTime], Summarize),
        ];
    }

    public IReadOnlyList<ServiceCommand> All { get; }

    private static FieldRule Text(string name, bool required) =>
        new(name, required, value => value is string { Length: > 0 }, "not text, or is empty");

    private static bool IsAddressList(object? value) =>
        value is string text && text.Split('|').All(rule => AddressRule.Parse(rule) is not null);

    private static long? Number(object? value) => value switch
    {
        long number => number,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    };

    private static string Key(SignedRequest request) => (string)request.Fields["key"]!;

    private static DateOnly? StartDay(SignedRequest request) =>
        request.Fields.TryGetValue("starttime", out object? day) ? ServiceTime.ParseDay((string)day!) : null;

    private static Dictionary<string, object?> Fields(EmulatedTicket ticket) => new()
    {
        ["key"] = ticket.Key,
        ["pass"] = ticket.Rules.Pass,
        ["ip"] = ticket.Rules.Ip,
        ["video"] = ticket.Rules.Video,
        ["app"] = ticket.Rules.App,
        ["uses"] = ticket.Rules.Uses.ToString(CultureInfo.InvariantCulture),
        ["active"] = ticket.Active ? "1" : "0",
        ["created_date"] = ServiceTime.ToText(ticket.Created),
        ["used_date"] = ServiceTime.ToText(ticket.LastUsed),
        ["expire_date"] = ServiceTime.ToText(ticket.Rules.Expires),
    };

    private RequestDelegate Status(SignedRequest request) => _log.Find(Key(request)) is { } ticket
        ? ServiceResponses.Success("Ticket found", Fields(ticket))
        : ServiceResponses.UnknownTicket;

    private RequestDelegate Revoke(SignedRequest request) => _log.Find(Key(request)) is not { } ticket
        ? ServiceResponses.UnknownTicket
        : ticket.Revoke()
            ? ServiceResponses.Success("Ticket revoked", [])
            : ServiceResponses.FailureWithoutCode("The ticket has been revoked before");

    private RequestDelegate Issue(SignedRequest request)
    {
        string? TextOf(string name) => request.Fields.TryGetValue(name, out object? value) ? (string?)value : null;
        EmulatedTicket ticket = _log.Issue(
            new(
                TextOf("pass")!,
                TextOf("ip") ?? "0.0.0.0/0",
                TextOf("video")!,
                TextOf("app")!,
                request.Fields.TryGetValue("uses", out object? uses) ? Number(uses)!.Value : 0,
                TextOf("expire") is { } time ? ServiceTime.ParseTime(time) : null),
            _clock.GetUtcNow());
        return ServiceResponses.Success("Ticket issued", new() { ["ticket"] = Fields(ticket) });
    }

    private RequestDelegate Count(SignedRequest request)
    {
        bool Matches(string name, string value) =>
            !request.Fields.TryGetValue(name, out object? expected) || value.Equals((string?)expected, StringComparison.Ordinal);
        long? NumberOf(string name) => request.Fields.TryGetValue(name, out object? value) ? Number(value) : null;
        var counts = _log.All
            .Where(ticket => Matches("key", ticket.Key) && Matches("pass", ticket.Rules.Pass))
            .OrderBy(ticket => ticket.Key, StringComparer.Ordinal)
            .Select(ticket => new
            {
                key = ticket.Key,
                count = ticket.Attempts.Count(attempt =>
                    Matches("app", attempt.App) && Matches("video", attempt.Video) && Matches("ip", attempt.Ip)
                    && (NumberOf("success") is not { } success || attempt.Success == (success > 0))),
            })
            .Where(ticket => ticket.count > 0)
            .Skip((int)Math.Min(NumberOf("seek") ?? 0, int.MaxValue))
            .Take((int)Math.Min(NumberOf("limit") ?? 25, int.MaxValue));
        return ServiceResponses.Success("Uses counted", new() { ["counts"] = counts.ToArray() });
    }

    private RequestDelegate Summarize(SignedRequest request)
    {
        DateOnly since = StartDay(request) ?? DateOnly.MinValue;
        var days = _log.All
            .SelectMany(ticket => _log.Read(ticket.Key, since))
            .GroupBy(attempt => ServiceTime.ToText(attempt.Time)[..10])
            .OrderBy(day => day.Key, StringComparer.Ordinal)
            .Select(day => new { day = day.Key, attempts = day.Count(), accepted = day.Count(attempt => attempt.Success) });
        return ServiceResponses.Success("Usage found", new() { ["usage"] = days.ToArray() });
    }
}
