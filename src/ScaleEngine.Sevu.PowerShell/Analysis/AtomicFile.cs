namespace ScaleEngine.Sevu.Analysis;

/// <summary>Writes files that are there in full or not at all, whatever interrupts it.</summary>
internal static class AtomicFile
{
    /// <returns>The file to which a symbolic link leads, so that the link remains one; otherwise the path itself.</returns>
    /// <exception cref="IOException">The links lead nowhere, such as in a circle.</exception>
    public static string TargetOf(string path)
    {
#if NET
        return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
#else
        return path;
#endif
    }

    /// <summary>Writes a file, and waits until it is on the disk.</summary>
    /// <param name="temporaryPath">The file, beside the one that <see cref="MoveInto"/> will put in place.</param>
    /// <param name="content">What to write.</param>
    public static void Write(string temporaryPath, byte[] content)
    {
        using FileStream file = new(temporaryPath, FileMode.Create, FileAccess.Write);
        file.Write(content, 0, content.Length);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Moves a file that was written into place.</summary>
    /// <param name="temporaryPath">The file that was written.</param>
    /// <param name="path">Its place.</param>
    /// <param name="replaces">Whether it may replace a file, whose permissions it gets.</param>
    /// <exception cref="IOException">There is a file, and it may not be replaced.</exception>
    public static void MoveInto(string temporaryPath, string path, bool replaces)
    {
        try
        {
            if (!replaces || !File.Exists(path))
            {
                File.Move(temporaryPath, path);
                return;
            }
        }
        catch (IOException) when (replaces && File.Exists(path))
        {
            // Another run created it meanwhile.
        }

#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporaryPath, File.GetUnixFileMode(path));
        }
#endif
        File.Replace(temporaryPath, path, destinationBackupFileName: null, ignoreMetadataErrors: true);
    }
}
