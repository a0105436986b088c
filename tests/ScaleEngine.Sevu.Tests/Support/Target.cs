using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The build of the module that this run tests, and the folder of the staged module.</summary>
internal static class Target
{
    /// <summary>Whether this run tests the build that Windows PowerShell 5.1 loads.</summary>
    public static bool IsLegacy => Metadata("ModuleTarget") != Metadata("ModernTarget");

    public static string Name => Metadata("ModuleTarget");

    public static string ModernName => Metadata("ModernTarget");

    public static string StagedModule => Metadata("StagedModule");

    public static string Manifest => Path.Combine(StagedModule, "ScaleEngine.Sevu.psd1");

    /// <summary>Relative to the staged module, with slashes.</summary>
    public static IEnumerable<string> StagedFiles => Directory.EnumerateFiles(StagedModule, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(StagedModule, file).Replace('\\', '/'));

    public static string Metadata(string key)
        => typeof(Target).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
