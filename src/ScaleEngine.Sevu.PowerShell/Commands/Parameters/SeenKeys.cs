using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>The tickets that were named in a runspace, for the next one who types a key there.</summary>
internal static class SeenKeys
{
    /// <summary>More than anybody looks through.</summary>
    private const int Most = 100;

    private static readonly ConditionalWeakTable<Runspace, List<string>> ByRunspace = new();

    /// <returns>The last one first.</returns>
    public static IEnumerable<string> Get()
        => ByRunspace.TryGetValue(Runspace.DefaultRunspace, out List<string>? seen) ? Enumerable.Reverse(seen) : [];

    public static void Add(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return;
        }

        List<string> seen = ByRunspace.GetOrCreateValue(Runspace.DefaultRunspace);
        seen.Remove(key!);
        if (seen.Count == Most)
        {
            seen.RemoveAt(0);
        }

        seen.Add(key!);
    }
}
