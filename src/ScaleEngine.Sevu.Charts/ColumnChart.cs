using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ScaleEngine.Sevu.Charts;

/// <summary>Draws stacked columns as SVG.</summary>
/// <remarks>An assembly of its own, since it refers to OxyPlot: the module loads both apart from all other assemblies of the process,
/// among which there may be another version of OxyPlot. So only types of .NET itself are in its signatures.</remarks>
public static class ColumnChart
{
    private const double Gap = 0.12;
    private const double FontSize = 12;
    // Of the font size, in DejaVu Sans.
    private const double WidestDigit = 0.65;

    // Each colour stands for a class: the page has the colours, one for light and one for dark.
    private static readonly OxyColor LowerColor = OxyColor.FromRgb(1, 0, 0);
    private static readonly OxyColor UpperColor = OxyColor.FromRgb(2, 0, 0);
    private static readonly OxyColor LineColor = OxyColor.FromRgb(3, 0, 0);
    private static readonly OxyColor TextColor = OxyColor.FromRgb(4, 0, 0);

    private static readonly Dictionary<string, string> Classes = new()
    {
        ["rgb(1,0,0)"] = "lower",
        ["rgb(2,0,0)"] = "upper",
        ["rgb(3,0,0)"] = "line",
        ["rgb(4,0,0)"] = "label",
    };

    /// <param name="first">Where the first column begins on the horizontal axis. Each column is 1 wide.</param>
    /// <param name="lower">The lower part of each column.</param>
    /// <param name="upper">The part on top of it. A part that is not 0 is at least one pixel high.</param>
    /// <param name="labelStep">From one label of the horizontal axis to the next. They are at its multiples.</param>
    /// <param name="label">The label at a value of the horizontal axis.</param>
    /// <param name="width">The width of the chart, in the pixels of a browser.</param>
    /// <param name="height">Its height.</param>
    /// <returns>The svg element. Its classes are lower and upper (the columns), line and label.</returns>
    public static XElement Draw(
        double first, long[] lower, long[] upper, double labelStep, Func<double, string> label, int width, int height)
    {
        long highest = lower.Zip(upper, (low, up) => low + up).Max();
        double pixel = (double)highest / height;
        double[] bottoms = [.. lower.Select(part => AtLeast(pixel, part))];
        PlotModel model = new()
        {
            Culture = CultureInfo.InvariantCulture,
            PlotAreaBorderThickness = new OxyThickness(0),
            Padding = new OxyThickness(0, 8, 8, 4),
            // OxyPlot measures text in a font that is narrower than many.
            PlotMargins = new OxyThickness(
                20 + (highest.ToString("N0", CultureInfo.InvariantCulture).Length * WidestDigit * FontSize), double.NaN, double.NaN, double.NaN),
            DefaultFontSize = FontSize,
            TextColor = TextColor,
        };
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = first,
            Maximum = first + lower.Length,
            MajorStep = labelStep,
            MinorTickSize = 0,
            LabelFormatter = label,
            TicklineColor = LineColor,
        });
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            Minimum = 0,
            MaximumPadding = 0.05,
            MinimumMajorStep = 1,
            StringFormat = "N0",
            TickStyle = TickStyle.None,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = LineColor,
            IntervalLength = 40,
        });
        model.Series.Add(Columns(first, new double[lower.Length], bottoms, LowerColor));
        model.Series.Add(Columns(first, bottoms, [.. upper.Select(part => AtLeast(pixel, part))], UpperColor));
        SvgExporter exporter = new() { Width = width, Height = height, IsDocument = false, UseVerticalTextAlignmentWorkaround = true };
        return ToElement(exporter.ExportToString(model), width, height);
    }

    private static double AtLeast(double pixel, long part) => part == 0 ? 0 : Math.Max(pixel, part);

    private static RectangleBarSeries Columns(double first, double[] bottoms, double[] heights, OxyColor color)
    {
        RectangleBarSeries series = new() { FillColor = color, StrokeThickness = 0 };
        for (int i = 0; i < heights.Length; i++)
        {
            if (heights[i] > 0)
            {
                series.Items.Add(new RectangleBarItem(first + i + Gap, bottoms[i], first + i + 1 - Gap, bottoms[i] + heights[i]));
            }
        }

        return series;
    }

    /// <summary>Takes the shapes that have one of the colours, with its class instead of their style: a page with a strict policy allows
    /// no styles in attributes. What groups or clips shapes is dropped; they are in order and within the chart.</summary>
    private static XElement ToElement(string document, int width, int height)
    {
        XElement svg = XElement.Parse(document);
        List<XElement> shapes = [];
        foreach (XElement shape in svg.Descendants())
        {
            string colors = shape.Attribute("style")?.Value + shape.Attribute("fill")?.Value;
            if (Classes.FirstOrDefault(pair => colors.Contains(pair.Key)).Value is string name)
            {
                shape.Attributes().Where(IsStyle).Remove();
                shape.SetAttributeValue("class", name);
                shapes.Add(shape);
            }
        }

        XAttribute viewBox = new("viewBox", FormattableString.Invariant($"0 0 {width} {height}"));
        return new XElement(svg.Name, viewBox, shapes);
    }

    private static bool IsStyle(XAttribute attribute) => attribute.Name.LocalName
        is "style" or "fill" or "font-family" or "font-size" or "font-weight" or "shape-rendering" or "dominant-baseline";
}
