using System.Globalization;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Matches texts as PowerShell's <c>-like</c> does, for use on other threads than the pipeline's.</summary>
internal sealed class LikePatterns
{
    private readonly WildcardPattern[] _patterns;
    // PowerShell compares in the culture of the thread.
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    private LikePatterns(string[] patterns) => _patterns = [.. patterns.Select(Prepare)];

    /// <returns>Whether a text is like one of the patterns, null being empty text; null without patterns.</returns>
    /// <exception cref="SevuInputException">A pattern is not valid.</exception>
    public static Func<string?, bool>? ToPredicate(string[]? patterns)
        => patterns is null ? null : new LikePatterns(patterns).Matches;

    private static WildcardPattern Prepare(string text)
    {
        try
        {
            WildcardPattern pattern = new(text, WildcardOptions.IgnoreCase);
            // The first match prepares it, for all threads.
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            throw SevuInputException.InvalidPattern(text);
        }
    }

    private bool Matches(string? text)
    {
        CultureInfo ownCulture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = _culture;
        try
        {
            return Array.Exists(_patterns, pattern => pattern.IsMatch(text ?? ""));
        }
        finally
        {
            CultureInfo.CurrentCulture = ownCulture;
        }
    }
}
