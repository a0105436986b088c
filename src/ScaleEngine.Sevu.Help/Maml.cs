using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ScaleEngine.Sevu.Help;

/// <summary>Converts pages to the XML that <c>Get-Help</c> reads (Microsoft Assistance Markup Language).</summary>
internal static class Maml
{
    private const string AllSets = "(All)";

    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XElement ToXml(IEnumerable<Page> pages) => new(
        s_help + "helpItems",
        new XAttribute("schema", "maml"),
        new XAttribute(XNamespace.Xmlns + "maml", s_maml),
        new XAttribute(XNamespace.Xmlns + "command", s_command),
        new XAttribute(XNamespace.Xmlns + "dev", s_dev),
        pages.Select(Command));

    private static XElement Command(Page page)
    {
        Parameter[] parameters =
        [
            .. page["PARAMETERS"].Sections.Where(section => section.Title.StartsWith('-')).Select(section => new Parameter(section)),
        ];
        return new XElement(
            s_command + "command",
            new XElement(
                s_command + "details",
                new XElement(s_command + "name", page.Title),
                Description(PlainText.Paragraphs(page["SYNOPSIS"].Blocks)),
                new XElement(s_command + "verb", page.Title.Split('-')[0]),
                new XElement(s_command + "noun", page.Title.Split('-')[1])),
            Description(PlainText.Paragraphs(page["DESCRIPTION"].Blocks)),
            new XElement(s_command + "syntax", ParameterSets(page).Select(set => SyntaxItem(page.Title, set, parameters))),
            new XElement(s_command + "parameters", parameters.Select(ToXml)),
            new XElement(s_command + "inputTypes", page["INPUTS"].Sections.Select(type => TypeElement("inputType", type))),
            new XElement(s_command + "returnValues", page["OUTPUTS"].Sections.Select(type => TypeElement("returnValue", type))),
            Notes(page["NOTES"]),
            new XElement(s_command + "examples", page["EXAMPLES"].Sections.Select(Example)),
            new XElement(s_command + "relatedLinks", OnlineVersion(page), Links(page["RELATED LINKS"])));
    }

    private static IEnumerable<string> ParameterSets(Page page)
    {
        List<Section> sets = page["SYNTAX"].Sections;
        return sets.Count == 0 ? [AllSets] : sets.Select(set => set.Title.Replace(" (Default)", "", StringComparison.Ordinal));
    }

    private static XElement SyntaxItem(string command, string parameterSet, IEnumerable<Parameter> parameters) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", command),
        parameters.Where(parameter => parameter.IsIn(parameterSet)).OrderBy(parameter => parameter.Order).Select(ToXml));

    private static XElement ToXml(Parameter parameter) => new(
        s_command + "parameter",
        new XAttribute("required", parameter.IsRequired),
        new XAttribute("globbing", parameter.Wildcards.ToLowerInvariant()),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position),
        new XAttribute("aliases", parameter.Aliases.Length == 0 ? "none" : parameter.Aliases),
        new XElement(s_maml + "name", parameter.Name),
        Description(parameter.Description),
        parameter.IsSwitch ? null : new XElement(s_command + "parameterValue", new XAttribute("required", true), parameter.Type),
        new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.Type)),
        new XElement(s_dev + "defaultValue", parameter.DefaultValue));

    private static XElement TypeElement(string name, Section type) => new(
        s_command + name,
        new XElement(s_dev + "type", new XElement(s_maml + "name", type.Title)),
        Description(PlainText.Paragraphs(type.Blocks)));

    private static XElement? Notes(Section notes)
        => notes.Blocks.Count == 0
            ? null
            : new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", Paragraphs(PlainText.Paragraphs(notes.Blocks))));

    private static XElement Example(Section example) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"---------- {example.Title} ----------"),
        new XElement(s_dev + "code", string.Join("\n\n", example.Blocks.OfType<CodeBlock>().Select(PlainText.Code))),
        new XElement(s_dev + "remarks", Paragraphs(PlainText.Paragraphs(example.Blocks))));

    // Get-Help -Online opens the first link with an address if the cmdlet has no HelpUri.
    private static XElement? OnlineVersion(Page page)
        => page.Header("online version") is { Length: > 0 } address ? Link("Online Version:", address) : null;

    private static IEnumerable<XElement> Links(Section section)
        => section.Blocks.OfType<ParagraphBlock>().SelectMany(paragraph => paragraph.Inline!.Descendants<LinkInline>()).Select(link =>
        {
            bool isPage = link.Url!.EndsWith(".md", StringComparison.Ordinal);
            return Link(((LiteralInline)link.FirstChild!).Content.ToString(), isPage ? "" : link.Url);
        });

    private static XElement Link(string text, string address) => new(
        s_maml + "navigationLink", new XElement(s_maml + "linkText", text), new XElement(s_maml + "uri", address));

    private static XElement Description(IEnumerable<string> paragraphs) => new(s_maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs)
        => paragraphs.Select(paragraph => new XElement(s_maml + "para", paragraph));
}
