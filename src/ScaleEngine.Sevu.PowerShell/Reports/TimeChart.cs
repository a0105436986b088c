using System.Globalization;
using System.Xml.Linq;
using ScaleEngine.Sevu.Analysis;

namespace ScaleEngine.Sevu.Reports;

/// <summary>Shows accepted and rejected attempts over time.</summary>
internal static class TimeChart
{
    /// <param name="columns">The attempts by time.</param>
    /// <returns>A figure with the chart for wide screens and paper, one for phones, of which a browser shows one, and a text that says
    /// the same in short.</returns>
    public static XElement Create(TimeColumns columns) => Html.Element(
        "figure",
        Html.Element(
            "p.legend",
            Html.Element("span.lower"),
            " " + ReportTexts.Accepted,
            Html.Element("span.upper"),
            " " + ReportTexts.Rejected),
        Draw(columns, "wide", width: 720, height: 240, maxLabels: 8),
        Draw(columns, "narrow", width: 340, height: 220, maxLabels: 4),
        Html.Element("figcaption", Caption(columns)));

    private static XElement Draw(TimeColumns columns, string name, int width, int height, int maxLabels)
    {
        long step = columns.LabelStep(maxLabels);
        string pattern = step * columns.WidthMinutes >= 24 * 60 ? "yyyy-MM-dd"
            : columns.Count * columns.WidthMinutes > 24 * 60 ? "MM-dd HH:mm"
            : "HH:mm";
        string Label(double column) => columns.BeginOf((long)Math.Round(column)).ToString(pattern, CultureInfo.InvariantCulture);

        XElement svg = ChartAssembly.DrawColumns(columns.First, columns.Accepted, columns.Rejected, step, Label, width, height);
        svg.Add(
            Html.Attribute("class", name),
            Html.Attribute("role", "img"),
            Html.Attribute("aria-label", ReportTexts.OverTime));
        return svg;
    }

    private static string Caption(TimeColumns columns)
    {
        int busiest = Enumerable.Range(0, columns.Count).OrderByDescending(i => columns.Accepted[i] + columns.Rejected[i]).First();
        return ReportFormat.Text(
            ReportTexts.ChartCaption,
            ReportFormat.Duration(TimeSpan.FromMinutes(columns.WidthMinutes)),
            ReportFormat.Minute(columns.BeginOf(columns.First + busiest), columns.Offset),
            columns.Accepted[busiest] + columns.Rejected[busiest],
            columns.Rejected[busiest]);
    }
}
