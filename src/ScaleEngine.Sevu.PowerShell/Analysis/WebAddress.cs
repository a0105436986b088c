using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>The parts of a URL that tell where a player was embedded.</summary>
internal static class WebAddress
{
    private const int MaxLength = 1000;

    /// <summary>What begins a query, fragment or parameter, also encoded, also more than once, or in full-width characters. Players put
    /// passwords behind it.</summary>
    private static readonly Regex ParameterBegin = new(
        "[?#;&\uff1f\uff03\uff1b\uff06]|%(25)*(3f|23|3b|26)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A user, and usually a password, before a host.</summary>
    private static readonly Regex User = new("[^/]*@", RegexOptions.CultureInvariant);

    /// <returns>Null if the text is no URL of the web.</returns>
    public static string? HostOf(string? url) => Parse(url)?.Host;

    /// <returns>Host and path of the URL, see <see cref="WithoutPassword"/>; null if the text is no URL of the web.</returns>
    public static string? PageOf(string? url)
        => Parse(url) is Uri page
            ? WithoutPassword(page.GetComponents(UriComponents.Host | UriComponents.Port | UriComponents.Path, UriFormat.SafeUnescaped)) : null;

    /// <returns>The beginning of what a player sent, without user, query, fragment and parameters.</returns>
    public static string WithoutPassword(string text)
    {
        string begin = text.Length > MaxLength ? text.Substring(0, MaxLength) : text;
        Match parameter = ParameterBegin.Match(begin);
        return User.Replace(parameter.Success ? begin.Substring(0, parameter.Index) : begin, "");
    }

    private static Uri? Parse(string? url)
        => Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed)
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps) ? parsed : null;
}
