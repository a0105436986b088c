using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests;

public class DocumentationTests
{
    private static readonly string Folder = Path.Combine(Target.StagedModule, "..", "..", "docs");

    [Fact]
    public void There_is_a_page_a_cmdlet_that_names_its_parameters()
    {
        using Engine engine = new();
        CommandInfo[] cmdlets = [.. engine.Run("Get-Command -Module ScaleEngine.Sevu").AssertNoErrors().All<CommandInfo>()];

        Assert.Equal(
            cmdlets.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder, "*-*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);
        Assert.All(cmdlets, cmdlet =>
        {
            string page = File.ReadAllText(Path.Combine(Folder, cmdlet.Name + ".md"));
            Assert.Equal(
                cmdlet.Parameters.Keys.Except(Cmdlet.CommonParameters).Order(StringComparer.Ordinal),
                Regex.Matches(page, "(?m)^### -(\\w+)").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
            Assert.All(
                Regex.Matches(page, @"\]\((\w+-\w+\.md)\)").Select(match => match.Groups[1].Value),
                link => Assert.True(File.Exists(Path.Combine(Folder, link)), link));
        });
    }
}
