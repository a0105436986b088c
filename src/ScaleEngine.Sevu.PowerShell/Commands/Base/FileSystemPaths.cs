using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>Finds files by the paths that people give.</summary>
internal static class FileSystemPaths
{
    /// <param name="cmdlet">The cmdlet that was given the path.</param>
    /// <param name="path">A path; wildcards in it are taken literally.</param>
    /// <returns>The path in the file system; null if it is of another provider.</returns>
    public static string? FileSystemPath(this PSCmdlet cmdlet, string path)
    {
        string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem" ? resolved : null;
    }
}
