using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace ScaleEngine.Sevu.Reports;

/// <summary>The page around a report: nothing on it may run or be loaded.</summary>
internal static class ReportPage
{
    private static readonly string Style = ReadStyle();

    public static XElement Create(string title, IEnumerable<XElement?> content) => Html.Element(
        "html",
        Html.Attribute("lang", "en"),
        Html.Element(
            "head",
            Html.Element("meta", Html.Attribute("charset", "utf-8")),
            Html.Element("meta", Html.Attribute("http-equiv", "Content-Security-Policy"), Html.Attribute("content", Policy())),
            Meta("viewport", "width=device-width, initial-scale=1"),
            Meta("color-scheme", "light dark"),
            Meta("referrer", "no-referrer"),
            Meta("robots", "noindex"),
            Html.Element("title", title),
            Html.Element("style", Style)),
        Html.Element("body", Html.Element("main", content)));

    private static XElement Meta(string name, string content)
        => Html.Element("meta", Html.Attribute("name", name), Html.Attribute("content", content));

    /// <summary>https://www.w3.org/TR/CSP3/: nothing but this style.</summary>
    private static string Policy()
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(Style));
        string hash = Convert.ToBase64String(sha.GetHashAndReset());
        return $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'";
    }

    private static string ReadStyle()
    {
        using Stream resource = typeof(ReportPage).Assembly.GetManifestResourceStream(typeof(ReportPage), "Report.css")!;
        using StreamReader reader = new(resource);
        // A browser hashes the style with these line ends, whatever the file has.
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
