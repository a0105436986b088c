using System;
using System.IO.Enumeration;
using System.Linq;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>What a ticket opens, as <c>sevu.request</c> was told.</summary>
/// <param name="Pass">The password a player must present.</param>
/// <param name="Ip">Addresses, CIDR ranges, <c>auto</c> or <c>auto/24</c>, <c>|</c> between several.</param>
/// <param name="Video">Names, <c>|</c> between several, <c>*</c> as wildcard.</param>
/// <param name="App">Names, written alike.</param>
/// <param name="Uses">How often it may start; 0 for any number.</param>
/// <param name="Expires">Until when it is good, UTC; null for ever.</param>
public sealed record TicketRules(string Pass, string Ip, string Video, string App, long Uses, DateTimeOffset? Expires)
{
    internal bool OpensVideo(string name) => Matches(Video, name);

    internal bool OpensApp(string name) => Matches(App, name);

    private static bool Matches(string patterns, string name) => patterns
        .Split('|')
        .Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
