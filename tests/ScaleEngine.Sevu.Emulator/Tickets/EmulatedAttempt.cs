using System;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>One attempt to use a ticket, as the service logs it.</summary>
/// <param name="Key">The ticket.</param>
/// <param name="Time">When, UTC, to the second; null is the log's <c>0000-00-00 00:00:00</c>.</param>
/// <param name="Ip">The viewer's address.</param>
/// <param name="Video">The stream or file asked for.</param>
/// <param name="App">The application it runs on.</param>
/// <param name="AppInstance">The application's instance.</param>
/// <param name="PageUrl">The page it was played on: whatever a stranger's browser sent.</param>
/// <param name="ReferrerUrl">That page's referrer: whatever a stranger's browser sent.</param>
/// <param name="Reason"><c>Success</c>, or why it was refused.</param>
/// <param name="Server">The edge server that decided.</param>
public sealed record EmulatedAttempt(
    string Key,
    DateTimeOffset? Time,
    string Ip,
    string Video,
    string App,
    string AppInstance,
    string PageUrl,
    string ReferrerUrl,
    string Reason,
    string Server)
{
    /// <summary>Whether the viewer was let in.</summary>
    public bool Success => Reason == Reasons.Success;
}
