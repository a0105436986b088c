using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>All trouble there is to order, by ticket key, from any client.</summary>
internal sealed class FaultTable
{
    private const int FewAttempts = 3;

    private readonly TimeProvider _clock;

    public FaultTable(TimeProvider clock)
    {
        _clock = clock;
        All =
        [
            new("emulator.code", "NNNN", "fails with that code", (_, code) => FaultAnswers.Code(code)),
            new("emulator.http", "NNN", "that HTTP error (400 to 599) with an HTML page; 429, 503 say Retry-After: 1",
                (_, status) => FaultAnswers.Http(status)),
            new("emulator.redirect", "", "HTTP 302 to another path, which answers normally",
                (_, _) => FaultAnswers.Redirect),
            new("emulator.delay", "MS", "waits before the HTTP head, then 3 attempts",
                (key, delay) => FaultAnswers.Delay(delay, Some(key, FewAttempts))),
            new("emulator.stall", "N", "N attempts, then nothing more; the connection stays open",
                (key, count) => FaultAnswers.Stall(Some(key, count))),
            new("emulator.cut", "N", "N attempts, then the connection breaks in the middle of the next",
                (key, count) => FaultAnswers.Cut(key, Some(key, count))),
            new("emulator.truncate", "N", "N attempts, then the HTTP message ends properly in the middle of the next",
                (key, count) => FaultAnswers.Truncate(key, Some(key, count))),
            new("emulator.trickle", "MS", "3 attempts, a byte every MS ms",
                (key, delay) => FaultAnswers.Trickle(delay, Some(key, FewAttempts))),
            new("emulator.html", "", "HTTP 200 with an HTML page", (_, _) => Answers.Page(StatusCodes.Status200OK)),
            new("emulator.empty", "", "HTTP 200 with an empty body", (_, _) => FaultAnswers.Json("")),
            new("emulator.text", "", "HTTP 200 with text that is not JSON",
                (_, _) => FaultAnswers.Json("Could not connect to database")),
            new("emulator.shape", "", "HTTP 200 with JSON of another shape, a list",
                (_, _) => FaultAnswers.Json("[{\"code\":2101},[],null]")),
            new("emulator.echo", "", "fails with 0004 and a message that repeats the whole request",
                (_, _) => FaultAnswers.Echo),
            new("emulator.attempts", "N", "N attempts, however many", (key, count) => Answers.Usage(Some(key, count))),
        ];
    }

    /// <summary>The table, for people to read.</summary>
    public IReadOnlyList<Fault> All { get; }

    /// <summary>Where <c>emulator.redirect</c> leads.</summary>
    public RequestDelegate AfterRedirect => Answers.Usage(Some("emulator.redirect", FewAttempts));

    /// <summary>The answer that a ticket key orders, or null.</summary>
    public RequestDelegate? Find(string key) =>
        All.Select(fault => fault.AnswerTo(key)).FirstOrDefault(answer => answer is not null);

    private IEnumerable<EmulatedAttempt> Some(string key, int count) =>
        new AttemptGenerator(count).Mixed(key, count, _clock.GetUtcNow());
}
