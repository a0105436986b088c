using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>The tickets that were named in a runspace, for the next one who types a key there.</summary>
internal static class RecentKeys
{
    /// <summary>More than anybody looks through.</summary>
    private const int MaxCount = 100;

    private static readonly ConditionalWeakTable<Runspace, List<string>> ByRunspace = new();

    /// <returns>The last one first.</returns>
    public static IEnumerable<string> Get()
        => ByRunspace.TryGetValue(Runspace.DefaultRunspace, out List<string>? recent) ? Enumerable.Reverse(recent) : [];

    public static void Add(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return;
        }

        List<string> recent = ByRunspace.GetOrCreateValue(Runspace.DefaultRunspace);
        recent.Remove(key!);
        if (recent.Count == MaxCount)
        {
            recent.RemoveAt(0);
        }

        recent.Add(key!);
    }
}
