using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>The ticket keys that were used in a runspace, for completion.</summary>
internal static class RecentKeys
{
    private const int MaxCount = 100;

    private static readonly ConditionalWeakTable<Runspace, List<string>> ByRunspace = new();

    /// <returns>The most recent first.</returns>
    public static IEnumerable<string> Get()
        => ByRunspace.TryGetValue(Runspace.DefaultRunspace, out List<string>? recent) ? Enumerable.Reverse(recent) : [];

    public static void Add(string? key)
    {
        if (key is null || TicketKey.Problem(key) is not null)
        {
            return;
        }

        List<string> recent = ByRunspace.GetOrCreateValue(Runspace.DefaultRunspace);
        recent.Remove(key);
        if (recent.Count == MaxCount)
        {
            recent.RemoveAt(0);
        }

        recent.Add(key);
    }
}
