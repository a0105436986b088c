using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using Mono.Cecil;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Delivery;

/// <summary>The checks for Windows PowerShell 5.1 that run without it.</summary>
public class WindowsPowerShellTests
{
    // Syntax that only PowerShell 7 has.
    private static readonly TokenKind[] NewTokens =
    [
        TokenKind.AndAnd, TokenKind.OrOr, TokenKind.QuestionQuestion, TokenKind.QuestionQuestionEquals, TokenKind.QuestionDot,
        TokenKind.QuestionLBracket, TokenKind.QuestionMark, TokenKind.Clean,
    ];

    public static TheoryData<string> Scripts => new(Directory
        .EnumerateFiles(Target.Metadata("Repository"), "*.ps*1", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Target.Metadata("Repository"), file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal) && !file.StartsWith("output/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal));

    [Fact]
    public void Its_build_refers_only_to_members_of_its_framework_and_engine()
    {
        string framework = Target.Metadata("FrameworkReferences");
        using FolderResolver resolver = new(framework, Path.Combine(framework, "Facades"), Target.Metadata("PowerShellReferences"));
        using ModuleDefinition module = ModuleDefinition.ReadModule(
            Path.Combine(Target.StagedModule, "bin", "netstandard2.0", "ScaleEngine.Sevu.PowerShell.dll"), new ReaderParameters { AssemblyResolver = resolver });

        TypeReference[] types = [.. module.GetTypeReferences()];
        MemberReference[] members = [.. module.GetMemberReferences()];

        Assert.Contains(types, type => type.Name == "PSCmdlet");
        Assert.True(members.Length > 300);
        Assert.Empty(types.Where(type => type.Resolve() is null).Select(type => type.FullName));
        Assert.Empty(members.Where(member => member.Resolve() is null).Select(member => member.FullName));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void It_can_parse_every_script(string script)
    {
        string path = Path.Combine(Target.Metadata("Repository"), script);
        Parser.ParseFile(path, out Token[] tokens, out ParseError[] errors);

        Assert.Empty(errors.Select(error => error.Message));
        Assert.Empty(All(tokens).Where(token => NewTokens.Contains(token.Kind)).Select(token => $"{token.Extent.StartLineNumber}: {token.Text}"));
        // It reads a script without a byte order mark in the system's code page.
        Assert.All(File.ReadAllText(path), character => Assert.InRange(character, '\0', '\x7f'));
    }

    private static IEnumerable<Token> All(IEnumerable<Token> tokens)
        => tokens.SelectMany(token => token is StringExpandableToken { NestedTokens: { } nested } ? All(nested).Prepend(token) : [token]);

    /// <summary>Finds assemblies in these folders alone. Cecil's default resolver would find those of the test's runtime.</summary>
    private sealed class FolderResolver(params string[] folders) : IAssemblyResolver
    {
        private readonly Dictionary<string, AssemblyDefinition> _known = [];

        public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters { AssemblyResolver = this });

        public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
        {
            if (!_known.TryGetValue(name.Name, out AssemblyDefinition? assembly))
            {
                string file = folders.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists)
                    ?? throw new AssemblyResolutionException(name);
                assembly = _known[name.Name] = AssemblyDefinition.ReadAssembly(file, parameters);
            }

            return assembly;
        }

        public void Dispose()
        {
            foreach (AssemblyDefinition assembly in _known.Values)
            {
                assembly.Dispose();
            }
        }
    }
}
