using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ScaleEngine.Sevu.Help;

/// <summary>Converts Markdown to plain text.</summary>
internal static class PlainText
{
    /// <summary>A paragraph or a heading as one line.</summary>
    public static string ToText(LeafBlock block) => block.Inline is null ? "" : ToText(block.Inline);

    /// <summary>The paragraphs and list items. Code is omitted.</summary>
    public static IEnumerable<string> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        CodeBlock => [],
        ParagraphBlock paragraph => [ToText(paragraph)],
        ListBlock list => list.Select(item => "- " + string.Join(" ", Paragraphs((ListItemBlock)item))),
        LinkReferenceDefinitionGroup => [],
        _ => throw new InvalidDataException($"Help cannot show a {block.GetType().Name}, as on line {block.Line + 1}."),
    });

    public static string Code(CodeBlock block) => string.Join('\n', Lines(block));

    public static IEnumerable<string> Lines(LeafBlock block)
        => block.Lines.Lines.Take(block.Lines.Count).Select(line => line.Slice.ToString());

    private static string ToText(ContainerInline inlines) => string.Concat(inlines.Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LinkInline { Url: string url } link when url.StartsWith("https:", StringComparison.Ordinal) => $"{ToText(link)} ({url})",
        ContainerInline container => ToText(container),
        _ => throw new InvalidDataException($"Help cannot show a {inline.GetType().Name}, as on line {inline.Line + 1}."),
    }));
}
