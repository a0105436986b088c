using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Delivery;

/// <summary>Compares the error ids in the source with those that the pages explain.</summary>
public partial class ErrorPageTests
{
    private static readonly string Source = Path.Combine(Target.Metadata("Repository"), "src", "ScaleEngine.Sevu.PowerShell");

    // Documented codes of the service that are not failures.
    private static readonly string[] Successes = ["Sevu.0100", "Sevu.2100", "Sevu.2101"];

    private static string[] IdsInSource =>
    [
        .. Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .SelectMany(text => WholeId().Matches(text)).Select(match => match.Groups[1].Value)
            .Concat(IdsIn("Errors/*Exception.cs", IdOfFactory()))
            .Concat(IdsIn("Errors/ServiceCode.cs", Code()))
            .Except(Successes)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Pages => ["docs/Errors.md", "docs/about_ScaleEngine.Sevu.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_explains_each_id(string page)
    {
        string[] ids = IdsInSource;
        string text = File.ReadAllText(Path.Combine(Target.Metadata("Repository"), page));
        string[] explained = [.. IdOnPage().Matches(text).Select(match => match.Value)];

        Assert.True(ids.Length > 30, "Too few ids: the source is written in another way than this test expects.");
        Assert.All(ids, id => Assert.True(explained.Contains(id), $"{page} does not explain the error id {id}: add a row for it."));
    }

    [Fact]
    public void Each_row_says_who_raises_it_what_happened_and_what_to_do()
        => Assert.All(
            File.ReadLines(Path.Combine(Target.Metadata("Repository"), "docs/Errors.md"))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal)),
            row => Assert.Equal(4, row.Trim('|').Split('|').Count(cell => cell.Trim().Length > 0)));

    private static IEnumerable<string> IdsIn(string files, Regex pattern)
        => Directory.EnumerateFiles(Path.Combine(Source, Path.GetDirectoryName(files)!), Path.GetFileName(files)).Select(File.ReadAllText)
            .SelectMany(text => pattern.Matches(text)).Select(match => "Sevu." + match.Groups[1].Value);

    [GeneratedRegex("\"(Sevu\\.\\w+(\\.\\w+)?)\"")]
    private static partial Regex WholeId();

    [GeneratedRegex("\\bnew\\(\\s*\"(\\w+)\",")]
    private static partial Regex IdOfFactory();

    [GeneratedRegex("\"([0-9]{4}|NoCode)\"")]
    private static partial Regex Code();

    [GeneratedRegex("Sevu\\.[A-Za-z0-9]+(\\.[0-9]+)?")]
    private static partial Regex IdOnPage();
}
