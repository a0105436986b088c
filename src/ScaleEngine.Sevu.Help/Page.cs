using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace ScaleEngine.Sevu.Help;

/// <summary>A part of a page: its heading, what stands below it, and the parts below that.</summary>
internal sealed record Section(string Title, List<Block> Blocks, List<Section> Sections);

/// <summary>A page in platyPS form: a YAML header, the title, and sections in capitals.</summary>
internal sealed class Page
{
    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder().UseYamlFrontMatter().Build();

    private readonly string _file;
    private readonly IReadOnlyDictionary<string, string> _header;

    private Page(string file, IReadOnlyDictionary<string, string> header, Section root)
    {
        _file = file;
        _header = header;
        Title = root.Title;
        Sections = root.Sections;
    }

    public string Title { get; }

    public IReadOnlyList<Section> Sections { get; }

    /// <exception cref="InvalidDataException">It has no title.</exception>
    public static Page Read(string file)
    {
        MarkdownDocument document = Markdown.Parse(File.ReadAllText(file), s_markdown);
        Dictionary<string, string> header = [];
        Stack<Section> open = new([new Section("", [], [])]);
        foreach (Block block in document)
        {
            if (block is YamlFrontMatterBlock yaml)
            {
                header = Fields(yaml);
            }
            else if (block is HeadingBlock heading)
            {
                while (open.Count > heading.Level)
                {
                    open.Pop();
                }

                Section section = new(PlainText.Of(heading), [], []);
                open.Peek().Sections.Add(section);
                open.Push(section);
            }
            else
            {
                open.Peek().Blocks.Add(block);
            }
        }

        return open.Last().Sections is [Section root]
            ? new Page(file, header, root)
            : throw new InvalidDataException($"{file}: a page has one title.");
    }

    /// <exception cref="InvalidDataException">The page has no such section.</exception>
    public Section this[string title]
        => Sections.FirstOrDefault(section => section.Title == title)
            ?? throw new InvalidDataException($"{_file}: the section '{title}' is missing.");

    /// <exception cref="InvalidDataException">The page's header has no such field.</exception>
    public string Header(string name)
        => _header.TryGetValue(name, out string? value) ? value : throw new InvalidDataException($"{_file}: '{name}' is missing.");

    /// <summary>The lines <c>name: value</c> of a block.</summary>
    public static Dictionary<string, string> Fields(LeafBlock block)
        => PlainText.Lines(block)
            .Select(line => line.Split(':', 2))
            .Where(field => field.Length == 2)
            .ToDictionary(field => field[0].Trim(), field => field[1].Trim());
}
