using System.Globalization;
using System.Xml.Linq;

namespace ScaleEngine.Sevu.Reports;

/// <summary>A bar beside a number in a table.</summary>
internal static class ShareBar
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Create(long part, long whole) => new(
        Svg + "svg",
        Html.Attribute("class", "bar"),
        Html.Attribute("viewBox", "0 0 100 8"),
        Html.Attribute("preserveAspectRatio", "none"),
        Html.Attribute("aria-hidden", "true"),
        new XElement(
            Svg + "rect",
            Html.Attribute("width", (100.0 * part / whole).ToString("0.##", CultureInfo.InvariantCulture)),
            Html.Attribute("height", "8")));
}
