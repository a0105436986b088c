using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts URLs, and text, whether it is a URL or not: the cmdlet rejects what is not an absolute URL.</summary>
/// <remarks>PowerShell would show text that is not a URL, with the password in it.</remarks>
public sealed class UrlAttribute : StrictTransformationAttribute
{
    // What follows the colon of user:password, if the host is missing.
    private static readonly Regex NotAPort = new(
        "(?<!^https?):(?![0-9]+(/|$)).*", RegexOptions.IgnoreCase | RegexOptions.Singleline);

    private protected override string ErrorText => CommandTexts.NotText;

    private protected override object? Convert(object value)
        => value as Uri ?? (ParameterValue.ToText(value) is string text ? Parse(text.Trim()) : null);

    // The ellipsis, which no URL begins with, makes the rest a relative URL.
    private static Uri Parse(string text) => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? url)
        ? url
        : new Uri("…" + DisplayText.Excerpt(NotAPort.Replace(text.Substring(text.LastIndexOf('@') + 1), ":…")), UriKind.Relative);
}
