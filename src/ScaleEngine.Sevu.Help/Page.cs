using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace ScaleEngine.Sevu.Help;

/// <summary>A section of a page: its heading, its content and its subsections.</summary>
internal sealed record Section(string Title, List<Block> Blocks, List<Section> Sections);

/// <summary>A page in the platyPS format: a YAML header, a title, and sections with uppercase names.</summary>
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

    /// <exception cref="InvalidDataException">The page does not have exactly one title.</exception>
    public static Page Read(string file)
    {
        MarkdownDocument document = Markdown.Parse(File.ReadAllText(file), s_markdown);
        Dictionary<string, string> header = [];
        Stack<Section> openSections = new([new Section("", [], [])]);
        foreach (Block block in document)
        {
            if (block is YamlFrontMatterBlock yaml)
            {
                header = Fields(yaml);
            }
            else if (block is HeadingBlock heading)
            {
                while (openSections.Count > heading.Level)
                {
                    openSections.Pop();
                }

                Section section = new(PlainText.ToText(heading), [], []);
                openSections.Peek().Sections.Add(section);
                openSections.Push(section);
            }
            else
            {
                openSections.Peek().Blocks.Add(block);
            }
        }

        return openSections.Last().Sections is [Section root]
            ? new Page(file, header, root)
            : throw new InvalidDataException($"{file}: a page must have exactly one title.");
    }

    /// <exception cref="InvalidDataException">The page has no such section.</exception>
    public Section this[string title]
        => Sections.FirstOrDefault(section => section.Title == title)
            ?? throw new InvalidDataException($"{_file}: the section '{title}' is missing.");

    /// <exception cref="InvalidDataException">The page's header has no such field.</exception>
    public string Header(string name)
        => _header.TryGetValue(name, out string? value) ? value : throw new InvalidDataException($"{_file}: '{name}' is missing.");

    /// <summary>The fields of a block: its lines in the form <c>name: value</c>.</summary>
    public static Dictionary<string, string> Fields(LeafBlock block)
        => PlainText.Lines(block)
            .Select(line => line.Split(':', 2))
            .Where(field => field.Length == 2)
            .ToDictionary(field => field[0].Trim(), field => field[1].Trim());
}
