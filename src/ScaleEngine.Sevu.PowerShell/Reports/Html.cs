using System.Xml.Linq;

namespace ScaleEngine.Sevu.Reports;

/// <summary>Creates elements of a page. Text in them cannot become markup.</summary>
internal static class Html
{
    /// <param name="name">The element's name; behind a dot, its class.</param>
    /// <param name="content">What is in it: text, elements and attributes.</param>
    public static XElement Element(string name, params object?[] content)
    {
        string[] parts = name.Split('.');
        XElement element = new(parts[0], parts.Length > 1 ? new XAttribute("class", parts[1]) : null, content);
        if (element.IsEmpty && parts[0] is not "meta")
        {
            // With an end tag: HTML takes <p/> for one that is not closed.
            element.Add("");
        }

        return element;
    }

    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <param name="title">The section's heading.</param>
    /// <param name="content">What follows it.</param>
    public static XElement Section(string title, params object?[] content) => Element("section", Element("h2", title), content);

    /// <param name="name">The table's class; null for none.</param>
    /// <param name="caption">What a screen reader calls the table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The cells of each row. The first one names the row.</param>
    public static XElement Table(string? name, string caption, Column[] columns, IEnumerable<object[]> rows)
        => Element(
            "div.table",
            Attribute("role", "region"),
            Attribute("aria-label", caption),
            Attribute("tabindex", "0"),
            Element(
                name is null ? "table" : "table." + name,
                Element("caption", caption),
                Element("thead", Element("tr", columns.Select(column => column.Cell("th", column.Header, "col")))),
                Element("tbody", rows.Select(cells => Element("tr", cells.Select((cell, i) => i == 0
                    ? columns[i].Cell("th", cell, "row")
                    : columns[i].Cell("td", cell, scope: null)))))));

    /// <summary>A column of a table.</summary>
    /// <param name="Header">Its header.</param>
    /// <param name="IsNumber">Whether its cells are numbers.</param>
    public sealed record Column(string Header, bool IsNumber = false)
    {
        /// <param name="element">The cell's element: td or th.</param>
        /// <param name="content">What is in it.</param>
        /// <param name="scope">Of which cells this one is a header; null if it is none.</param>
        public XElement Cell(string element, object content, string? scope)
            => Element(IsNumber ? element + ".number" : element, scope is null ? null : Attribute("scope", scope), content);
    }
}
