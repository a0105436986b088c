using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Compares the cmdlets, their pages and the help that is built from the pages.</summary>
public sealed partial class DocumentationTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Target.StagedModule, "..", "..", "docs");

    private readonly Engine _engine = new();

    public static TheoryData<string> Names => new(CmdletsOf(typeof(TicketAttempt).Assembly));

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Each_cmdlet_has_a_page()
        => Assert.Equal(
            _engine.Run("Get-Command -Module ScaleEngine.Sevu").AssertNoErrors().All<CommandInfo>().Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder, "*-Sevu*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_describes_each_parameter_as_the_cmdlet_declares_it(string name)
    {
        CmdletInfo cmdlet = Cmdlet(name);
        object instance = Activator.CreateInstance(cmdlet.ImplementingType)!;

        Assert.Equal(
            Own(cmdlet).Select(parameter => Describe(parameter, cmdlet, instance)).Order(StringComparer.Ordinal),
            ParameterOnPage().Matches(Page(name)).Select(match => Normalize(match.Groups["name"].Value, match.Groups["yaml"].Value)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_has_the_right_output_types_and_links(string name)
    {
        CmdletInfo cmdlet = Cmdlet(name);
        string page = Page(name);

        string[] outputs = [.. Regex.Matches(page, @"(?ms)^## OUTPUTS\n(?<types>.*?)^## ").SelectMany(match => Regex.Matches(match.Value, @"(?m)^### (.+)$")).Select(match => match.Groups[1].Value)];
        Assert.Equal(cmdlet.OutputType.Select(type => type.Name).Order(StringComparer.Ordinal), outputs.Where(type => type != "None").Order(StringComparer.Ordinal));
        Assert.Equal(new CommandMetadata(cmdlet.ImplementingType).HelpUri ?? "", Regex.Match(page, "(?m)^online version: *(.*)$").Groups[1].Value);
        Assert.All(
            Regex.Matches(page, @"\]\(([\w.-]+\.md)\)").Select(match => match.Groups[1].Value),
            link => Assert.True(File.Exists(Path.Combine(Folder, link)), link));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Get_Help_shows_the_page_without_a_network(string name)
    {
        CmdletInfo cmdlet = Cmdlet(name);
        PSObject help = _engine.Run($"Get-Help {name} -Full").AssertNoErrors().Output.Single();

        Assert.Contains("\n## SYNOPSIS\n\n" + Text(help, "Synopsis").Trim(), Page(name).Replace("`", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEmpty(Texts(help, "description", "Text"));
        Assert.Equal(Own(cmdlet).Select(parameter => parameter.Name).Order(StringComparer.Ordinal), Texts(help, "parameters", "parameter", "name").Order(StringComparer.Ordinal));
        Assert.All(Texts(help, "parameters", "parameter", "description", "Text"), text => Assert.NotEmpty(text));
        Assert.Equal(Own(cmdlet).Count(), Texts(help, "parameters", "parameter", "description", "Text").Length);
        Assert.Equal(cmdlet.ParameterSets.Count, Texts(help, "syntax", "syntaxItem", "name").Length);
        Assert.True(Texts(help, "examples", "example", "title").Length >= 3);
        Assert.All(Texts(help, "examples", "example", "code"), code => Assert.NotEmpty(code));
        Assert.NotEmpty(Texts(help, "inputTypes", "inputType", "type", "name"));
        Assert.NotEmpty(Texts(help, "returnValues", "returnValue", "type", "name"));
        Assert.NotEmpty(Texts(help, "relatedLinks", "navigationLink", "linkText"));
    }

    [Fact]
    public void Get_Help_shows_the_topic()
    {
        string topic = _engine.Run("Get-Help about_ScaleEngine.Sevu").Single<string>();

        Assert.StartsWith("TOPIC\n    about_ScaleEngine.Sevu\n\nSHORT DESCRIPTION\n", topic);
        Assert.Contains("Exceeded max views", topic, StringComparison.Ordinal);
        Assert.All(topic.Split('\n'), line => Assert.True(line.Length <= 79, line));
    }

    private static IEnumerable<string> CmdletsOf(System.Reflection.Assembly module) => module.GetExportedTypes()
        .SelectMany(type => type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Cast<CmdletAttribute>())
        .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");

    private static string Page(string name) => File.ReadAllText(Path.Combine(Folder, name + ".md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"(?ms)^### -(?<name>\w+)\n.*?```yaml\n(?<yaml>.*?)```")]
    private static partial Regex ParameterOnPage();

    private CmdletInfo Cmdlet(string name) => _engine.Run($"Get-Command {name}").Single<CmdletInfo>();

    private static IEnumerable<ParameterMetadata> Own(CmdletInfo cmdlet)
        => cmdlet.Parameters.Values.Where(parameter => !System.Management.Automation.Cmdlet.CommonParameters.Contains(parameter.Name));

    private static string Normalize(string name, string yaml)
    {
        Dictionary<string, string> fields = yaml.Split('\n').Select(line => line.Split(':', 2)).Where(field => field.Length == 2)
            .ToDictionary(field => field[0].Trim(), field => field[1].Trim());
        // Only a number can be compared: the other defaults are in words.
        string value = long.TryParse(fields["Default value"], out _) ? fields["Default value"] : "";
        return Line(
            name, fields["Type"], fields["Parameter Sets"], fields["Aliases"], fields["Required"], fields["Position"], value, fields["Accept pipeline input"], fields["Accept wildcard characters"]);
    }

    private static string Describe(ParameterMetadata parameter, CmdletInfo cmdlet, object instance)
    {
        ParameterSetMetadata set = parameter.ParameterSets.Values.First();
        string[] pipeline = [.. (string[])[set.ValueFromPipelineByPropertyName ? "ByPropertyName" : "", set.ValueFromPipeline ? "ByValue" : ""]];
        pipeline = [.. pipeline.Where(way => way.Length > 0)];
        object? value = cmdlet.ImplementingType.GetProperty(parameter.Name)?.GetValue(instance);
        return Line(
            parameter.Name,
            (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).Name,
            parameter.ParameterSets.ContainsKey(ParameterAttribute.AllParameterSets) ? "(All)" : string.Join(", ", parameter.ParameterSets.Keys),
            string.Join(", ", parameter.Aliases),
            $"{set.IsMandatory}",
            set.Position == int.MinValue ? "Named" : $"{set.Position}",
            value is int number && !set.IsMandatory ? $"{number}" : "",
            pipeline.Length > 0 ? $"True ({string.Join(", ", pipeline)})" : "False",
            $"{parameter.Attributes.Any(attribute => attribute is SupportsWildcardsAttribute)}");
    }

    private static string Line(params string[] fields) => string.Join(" | ", fields);

    private static string Text(object value, string property) => PSObject.AsPSObject(value).Properties[property]?.Value?.ToString() ?? "";

    /// <returns>The values at the end of the path, for each object on it.</returns>
    private static string[] Texts(object value, params string[] path) => path is []
        ? [value.ToString()!.Trim()]
        : [.. LanguagePrimitives.GetEnumerable(PSObject.AsPSObject(value).Properties[path[0]]?.Value) is { } items
            ? items.Cast<object>().SelectMany(item => Texts(item, path[1..]))
            : PSObject.AsPSObject(value).Properties[path[0]]?.Value is object item ? Texts(item, path[1..]) : []];
}
