using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Syntax;

namespace ScaleEngine.Sevu.Help;

/// <summary>Converts an about_ topic to the text that <c>Get-Help</c> shows unchanged.</summary>
internal static class AboutTopic
{
    private const int Width = 79;
    private const int Indent = 4;

    public static string ToText(Page page)
    {
        StringBuilder text = new();
        text.Append("TOPIC\n").Append(' ', Indent).Append(page.Title).Append('\n');
        foreach (Section section in page.Sections)
        {
            text.Append('\n').Append(section.Title.ToUpperInvariant()).Append('\n');
            foreach (Block block in section.Blocks)
            {
                foreach (string line in Lines(block))
                {
                    text.Append(' ', line.Length == 0 ? 0 : Indent).Append(line).Append('\n');
                }

                text.Append(block == section.Blocks[^1] ? "" : "\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(Block block) => block is CodeBlock code
        ? PlainText.Lines(code).Select(line => line.Length == 0 ? line : new string(' ', Indent) + line)
        : PlainText.Paragraphs([block]).SelectMany(Wrap);

    private static IEnumerable<string> Wrap(string paragraph)
    {
        string line = "";
        string hanging = paragraph.StartsWith("- ", StringComparison.Ordinal) ? "  " : "";
        foreach (string word in paragraph.Split(' '))
        {
            if (line.Length > 0 && Indent + line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = hanging + word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
