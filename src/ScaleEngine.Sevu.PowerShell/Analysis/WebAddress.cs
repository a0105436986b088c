namespace ScaleEngine.Sevu.Analysis;

/// <summary>The parts of a URL that tell where a player was embedded.</summary>
internal static class WebAddress
{
    /// <returns>Null if the text is no URL of the web.</returns>
    public static string? HostOf(string? url) => Parse(url)?.Host;

    /// <returns>Host and path of the URL, without user, query and fragment, which may contain a password; null if the text is no URL
    /// of the web.</returns>
    public static string? PageOf(string? url)
        => Parse(url) is Uri page ? page.GetComponents(UriComponents.Host | UriComponents.Port | UriComponents.Path, UriFormat.SafeUnescaped) : null;

    private static Uri? Parse(string? url)
        => Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed)
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps) ? parsed : null;
}
