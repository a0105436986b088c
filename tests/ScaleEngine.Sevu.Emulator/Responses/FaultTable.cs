using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>All faults that a client can request with a ticket key.</summary>
internal sealed class FaultTable
{
    private const int FewAttempts = 3;

    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, int> _failed = [];

    public FaultTable(TimeProvider clock)
    {
        _clock = clock;
        All =
        [
            new("emulator.code", "NNNN", "fails with that code", (_, code) => FaultResponses.Code(code)),
            new("emulator.http", "NNN", "that HTTP error (400 to 599) with an HTML page; 429 and 503 with Retry-After: 1",
                (_, status) => FaultResponses.HttpError(status)),
            new("emulator.redirect", "", "HTTP 302 to another path, which responds normally",
                (_, _) => FaultResponses.Redirect),
            new("emulator.delay", "MS", "waits before the response headers, then 3 attempts",
                (key, delay) => FaultResponses.Delay(delay, Attempts(key, FewAttempts))),
            new("emulator.stall", "N", "N attempts, then nothing more; the connection stays open",
                (key, count) => FaultResponses.Stall(Attempts(key, count))),
            new("emulator.cut", "N", "N attempts, then the connection breaks in the middle of the next",
                (key, count) => FaultResponses.Cut(key, Attempts(key, count))),
            new("emulator.truncate", "N", "N attempts, then the HTTP response ends without an error in the middle of the next",
                (key, count) => FaultResponses.Truncate(key, Attempts(key, count))),
            new("emulator.trickle", "MS", "3 attempts, a byte every MS ms",
                (key, delay) => FaultResponses.Trickle(delay, Attempts(key, FewAttempts))),
            new("emulator.flaky", "N", "3 attempts; the first time, each twentieth N fails on the way (no response, HTTP 502, or a part of one)",
                (key, number) => number % 20 == 0 && _failed.TryAdd(key, number)
                    ? FirstFailure(key, number / 20) : ServiceResponses.Attempts(Attempts(key, FewAttempts))),
            new("emulator.html", "", "HTTP 200 with an HTML page", (_, _) => ServiceResponses.HtmlPage(StatusCodes.Status200OK)),
            new("emulator.empty", "", "HTTP 200 with an empty body", (_, _) => FaultResponses.Json("")),
            new("emulator.text", "", "HTTP 200 with text that is not JSON",
                (_, _) => FaultResponses.Json("Could not connect to database")),
            new("emulator.shape", "", "HTTP 200 with JSON of another shape, a list",
                (_, _) => FaultResponses.Json("[{\"code\":2101},[],null]")),
            new("emulator.echo", "", "fails with 0004 and a message that repeats the whole request",
                (_, _) => FaultResponses.Echo),
            new("emulator.attempts", "N", "N attempts", (key, count) => ServiceResponses.Attempts(Attempts(key, count))),
        ];
    }

    /// <summary>All faults, in the order in which the emulator prints them.</summary>
    public IReadOnlyList<Fault> All { get; }

    /// <summary>The response at the target of <c>emulator.redirect</c>.</summary>
    public RequestDelegate AfterRedirect => ServiceResponses.Attempts(Attempts("emulator.redirect", FewAttempts));

    /// <summary>The response for a ticket key, or null if it requests no fault.</summary>
    public RequestDelegate? Find(string key) =>
        All.Select(fault => fault.ResponseFor(key)).FirstOrDefault(response => response is not null);

    private static RequestDelegate FirstFailure(string key, int number) => (number % 3) switch
    {
        0 => FaultResponses.Abort,
        1 => FaultResponses.HttpError(StatusCodes.Status502BadGateway),
        _ => FaultResponses.Truncate(key, []),
    };

    private IEnumerable<EmulatedAttempt> Attempts(string key, int count) =>
        new AttemptGenerator(count).Mixed(key, count, _clock.GetUtcNow());
}
