using System;
using System.IO;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The staged module; for the build of Windows PowerShell 5.1, a copy in which it stands where PowerShell 7
/// looks, since this engine is 7.</summary>
internal static class ModuleUnderTest
{
    private const string Assembly = "ScaleEngine.Sevu.PowerShell.dll";

    public static string Path { get; } = Target.IsLegacy ? CopyWithLegacyBuild() : Target.StagedModule;

    private static string CopyWithLegacyBuild()
    {
        string copy = System.IO.Path.Combine(AppContext.BaseDirectory, "legacy", "ScaleEngine.Sevu");
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        string bin = System.IO.Path.Combine(copy, "bin", Target.ModernName);
        Directory.CreateDirectory(bin);
        foreach (string file in Directory.GetFiles(Target.StagedModule))
        {
            File.Copy(file, System.IO.Path.Combine(copy, System.IO.Path.GetFileName(file)));
        }

        File.Copy(System.IO.Path.Combine(Target.StagedModule, "bin", Target.Name, Assembly), System.IO.Path.Combine(bin, Assembly));
        return copy;
    }
}
