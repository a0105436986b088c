using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Values that were used or read in a runspace, for completion. Used by its pipeline thread only.</summary>
internal sealed class RecentValues
{
    private const int MaxCount = 100;
    private const int MaxNameLength = 256;
    private const char Separator = '|';

    private readonly ConditionalWeakTable<Runspace, List<string>> _byRunspace = new();
    private readonly Func<string, bool> _isValid;

    private RecentValues(Func<string, bool> isValid) => _isValid = isValid;

    /// <summary>Ticket keys.</summary>
    public static RecentValues Keys { get; } = new(key => TicketKey.Problem(key) is null && IsShownAsItIs(key));

    /// <summary>Names of videos and streams.</summary>
    public static RecentValues Videos { get; } = new(IsName);

    /// <summary>Names of applications.</summary>
    public static RecentValues Apps { get; } = new(IsName);

    /// <summary>Adds the names in a ticket or an attempt.</summary>
    public static void AddNamesOf(object item)
    {
        switch (item)
        {
            case Ticket ticket:
                Videos.AddList(ticket.Video);
                Apps.AddList(ticket.App);
                break;
            // A rejected attempt may name anything. A wildcard or a list can only be a player's text.
            case TicketAttempt { Success: true } attempt when !IsPattern(attempt.Video) && !IsPattern(attempt.App):
                Videos.Add(attempt.Video);
                Apps.Add(attempt.App);
                break;
        }
    }

    /// <returns>The most recent first.</returns>
    public IEnumerable<string> Get()
        => _byRunspace.TryGetValue(Runspace.DefaultRunspace, out List<string>? recent) ? Enumerable.Reverse(recent) : [];

    public void Add(string? value)
    {
        if (value is null || !_isValid(value))
        {
            return;
        }

        List<string> recent = _byRunspace.GetOrCreateValue(Runspace.DefaultRunspace);
        recent.Remove(value);
        if (recent.Count == MaxCount)
        {
            recent.RemoveAt(0);
        }

        recent.Add(value);
    }

    /// <summary>Adds each name of a list as a ticket has it.</summary>
    public void AddList(string? names)
    {
        foreach (string name in (names ?? "").Split(Separator).Take(MaxCount))
        {
            Add(name);
        }
    }

    private static bool IsName(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxNameLength && IsShownAsItIs(text);

    // Shown otherwise than it is, a value could not be chosen knowingly.
    private static bool IsShownAsItIs(string text) => DisplayText.ReplaceControlCharacters(text) == text;

    private static bool IsPattern(string? text) => text is not null && text.IndexOfAny(['*', Separator]) >= 0;
}
