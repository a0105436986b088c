using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Resources;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Delivery;

/// <summary>The order of the module's folders: each may use those after it, and only the first refers to PowerShell.</summary>
public partial class LayerTests
{
    private const string Root = "ScaleEngine.Sevu";

    private static readonly string[] Folders =
        [".Commands", ".Service", ".Reports", ".Analysis", ".Reading", ".Sending", ".Signing", ".Requests", ".Errors", ".Models", ".Display"];

    public static TheoryData<string> Targets => ["net8.0", "netstandard2.0"];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_folder_uses_only_folders_after_it(string target)
    {
        using ModuleDefinition module = Read(target);
        TypeDefinition[] types = [.. module.GetTypes().Where(type => FolderOf(type) is not null)];

        Assert.Equal(Folders, types.Select(FolderOf).Distinct().OrderBy(folder => Array.IndexOf(Folders, folder)));
        Assert.Empty(types.SelectMany(type => References(type)
            .Where(used => Array.IndexOf(Folders, FolderOf(used) ?? Folders[^1]) < Array.IndexOf(Folders, FolderOf(type)))
            .Select(used => $"{type.FullName} uses {used.FullName}")));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Only_commands_refer_to_PowerShell(string target)
    {
        using ModuleDefinition module = Read(target);
        ILookup<bool, string> usersOfPowerShell = module.GetTypes()
            .Where(type => References(type).Any(used => used.Namespace.StartsWith("System.Management.Automation", StringComparison.Ordinal)))
            .ToLookup(type => FolderOf(type) == Folders[0], type => type.FullName);

        Assert.True(usersOfPowerShell[true].Count() > 20);
        Assert.Empty(usersOfPowerShell[false]);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Only_messages_of_commands_name_cmdlets_and_parameters(string target)
    {
        using ModuleDefinition module = Read(target);
        ILookup<bool, string> texts = Texts(module).Where(text => CmdletOrParameter().IsMatch(text.Text)).ToLookup(text => text.OfCommands, text => text.Text);

        Assert.True(texts[true].Count() > 20);
        Assert.Empty(texts[false]);
    }

    private static ModuleDefinition Read(string target)
        => ModuleDefinition.ReadModule(Path.Combine(Target.StagedModule, "bin", target, "ScaleEngine.Sevu.PowerShell.dll"));

    /// <returns>Null for a type outside these folders, and for the public types, which are in the root namespace.</returns>
    private static string? FolderOf(TypeReference type)
    {
        TypeReference outermost = type;
        while (outermost.DeclaringType is TypeReference declaring)
        {
            outermost = declaring;
        }

        return Folders.FirstOrDefault(folder => (outermost.Namespace + ".").StartsWith(Root + folder + ".", StringComparison.Ordinal));
    }

    /// <returns>The types in the declaration and in the code.</returns>
    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        IEnumerable<TypeReference?> declared =
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.SelectMany(property => property.CustomAttributes).Select(attribute => attribute.AttributeType),
            .. type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)),
        ];
        IEnumerable<TypeReference?> used = type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Variables
            .Select(variable => variable.VariableType)
            .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
            .Concat(method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
            {
                TypeReference named => [named],
                MethodReference called => [called.DeclaringType, called.ReturnType, .. called.Parameters.Select(parameter => parameter.ParameterType)],
                FieldReference field => [field.DeclaringType, field.FieldType],
                _ => Enumerable.Empty<TypeReference>(),
            })));
        return declared.Concat(used).OfType<TypeReference>().SelectMany(WithParts);
    }

    private static IEnumerable<TypeReference> WithParts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(WithParts).Append(generic.ElementType),
        TypeSpecification specification => WithParts(specification.ElementType),
        _ => [type],
    };

    private static IEnumerable<(bool OfCommands, string Text)> Texts(ModuleDefinition module)
    {
        foreach (TypeDefinition type in module.GetTypes())
        {
            foreach (Instruction instruction in type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions))
            {
                if (instruction.Operand is string text)
                {
                    yield return (FolderOf(type) == Folders[0], text);
                }
            }
        }

        foreach (EmbeddedResource resource in module.Resources.OfType<EmbeddedResource>().Where(resource => resource.Name.EndsWith(".resources", StringComparison.Ordinal)))
        {
            using ResourceReader reader = new(resource.GetResourceStream());
            foreach (DictionaryEntry entry in reader)
            {
                yield return (resource.Name.StartsWith(Root + Folders[0], StringComparison.Ordinal), (string)entry.Value!);
            }
        }
    }

    [GeneratedRegex(@"\b[A-Z][a-z]+-Sevu|(?<![\w/])-[A-Z][A-Za-z]+\b", RegexOptions.CultureInvariant)]
    private static partial Regex CmdletOrParameter();
}
