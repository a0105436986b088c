namespace ScaleEngine.Sevu.Analysis;

/// <summary>Writes files that are there in full or not at all, whatever interrupts it.</summary>
internal static class AtomicFile
{
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
    /// <param name="replaces">Whether it may replace a file.</param>
    /// <exception cref="IOException">There is a file, and it may not be replaced.</exception>
    public static void MoveInto(string temporaryPath, string path, bool replaces)
    {
        if (replaces && File.Exists(path))
        {
            File.Replace(temporaryPath, path, destinationBackupFileName: null, ignoreMetadataErrors: true);
        }
        else
        {
            File.Move(temporaryPath, path);
        }
    }
}
