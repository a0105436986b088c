using System;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>One attempt to use a ticket, as the service logs it.</summary>
/// <param name="Key">The ticket's key.</param>
/// <param name="Time">The time in UTC, to the second; null for <c>0000-00-00 00:00:00</c> in the log.</param>
/// <param name="Ip">The viewer's address.</param>
/// <param name="Video">The requested stream or file.</param>
/// <param name="App">The application of that stream or file.</param>
/// <param name="AppInstance">The application's instance.</param>
/// <param name="PageUrl">The page with the player. It is untrusted text from the viewer's browser.</param>
/// <param name="ReferrerUrl">The referrer of that page. It is untrusted text from the viewer's browser.</param>
/// <param name="Reason"><c>Success</c>, or the reason of the rejection.</param>
/// <param name="Server">The edge server that made the decision.</param>
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
    /// <summary>Whether the attempt was accepted.</summary>
    public bool Success => Reason == Reasons.Success;
}
