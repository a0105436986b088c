using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Markdig.Syntax;

namespace ScaleEngine.Sevu.Help;

/// <summary>A parameter as described on its page.</summary>
internal sealed class Parameter
{
    private readonly Section _section;
    private readonly Dictionary<string, string> _fields;

    public Parameter(Section section)
    {
        _section = section;
        _fields = Page.Fields(section.Blocks.OfType<FencedCodeBlock>().Single());
    }

    public string Name => _section.Title.TrimStart('-');

    public IEnumerable<string> Description => PlainText.Paragraphs(_section.Blocks);

    public string Type => this["Type"];

    public bool IsSwitch => Type == "SwitchParameter";

    public bool IsRequired => bool.Parse(this["Required"]);

    public string Position => this["Position"].ToLowerInvariant();

    /// <summary>The order in the syntax: parameters without a position are last.</summary>
    public int Order => int.TryParse(Position, NumberStyles.None, CultureInfo.InvariantCulture, out int position) ? position : int.MaxValue;

    public string Aliases => this["Aliases"];

    public string DefaultValue => this["Default value"].Replace("`", "", StringComparison.Ordinal);

    public string PipelineInput => this["Accept pipeline input"];

    public string Wildcards => this["Accept wildcard characters"];

    public bool IsIn(string parameterSet)
        => this["Parameter Sets"] is string sets && (sets == "(All)" || sets.Split(", ").Contains(parameterSet));

    private string this[string field]
        => _fields.TryGetValue(field, out string? value) ? value : throw new InvalidDataException($"-{Name}: '{field}' is missing.");
}
