using System;
using System.IO;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The staged module. For the tests of the netstandard2.0 build, a copy with that build in the folder from which
/// PowerShell 7 loads, since the tests run in PowerShell 7.</summary>
internal static class ModuleUnderTest
{
    private const string Assembly = "ScaleEngine.Sevu.PowerShell.dll";

    public static string Manifest { get; } = Target.IsLegacy ? Path.Combine(CopyWithLegacyBuild(), "ScaleEngine.Sevu.psd1") : Target.Manifest;

    private static string CopyWithLegacyBuild()
    {
        string copy = Path.Combine(AppContext.BaseDirectory, "legacy", "ScaleEngine.Sevu");
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        foreach (string file in Target.StagedFiles)
        {
            string target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Target.StagedModule, file), target);
        }

        File.Copy(Path.Combine(Target.StagedModule, "bin", Target.Name, Assembly), Path.Combine(copy, "bin", Target.ModernName, Assembly), overwrite: true);
        return copy;
    }
}
