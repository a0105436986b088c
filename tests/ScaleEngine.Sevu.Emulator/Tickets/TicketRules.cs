using System;
using System.IO.Enumeration;
using System.Linq;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>The rules of a ticket, from the fields of <c>sevu.request</c>.</summary>
/// <param name="Pass">The password that the player must present.</param>
/// <param name="Ip">Addresses, CIDR ranges, <c>auto</c> or <c>auto/24</c>, separated by <c>|</c>.</param>
/// <param name="Video">Names separated by <c>|</c>, with <c>*</c> as wildcard.</param>
/// <param name="App">Names in the same form as <paramref name="Video"/>.</param>
/// <param name="Uses">The maximum number of uses; 0 for no limit.</param>
/// <param name="Expires">The expiry in UTC; null for none.</param>
public sealed record TicketRules(string Pass, string Ip, string Video, string App, long Uses, DateTimeOffset? Expires)
{
    internal bool AllowsVideo(string name) => Matches(Video, name);

    internal bool AllowsApp(string name) => Matches(App, name);

    private static bool Matches(string patterns, string name) => patterns
        .Split('|')
        .Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
