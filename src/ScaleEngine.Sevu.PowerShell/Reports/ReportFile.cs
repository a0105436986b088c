using ScaleEngine.Sevu.Analysis;

namespace ScaleEngine.Sevu.Reports;

/// <summary>The file of a report.</summary>
internal sealed class ReportFile
{
    private readonly string _folder;
    private readonly bool _replaces;

    private ReportFile(string path, bool replaces)
    {
        Path = AtomicFile.TargetOf(path);
        _folder = System.IO.Path.GetDirectoryName(Path) ?? "";
        _replaces = replaces;
    }

    /// <summary>Where it is, or will be.</summary>
    public string Path { get; }

    /// <param name="path">The file's path. A symbolic link stands for the file to which it leads.</param>
    /// <param name="replaces">Whether it may replace a file.</param>
    /// <exception cref="SevuReportException">The path is no place for a file, or there is one that may not be replaced.</exception>
    public static ReportFile At(string path, bool replaces)
    {
        try
        {
            ReportFile file = new(path, replaces);
            file.Check();
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw SevuReportException.NotWritten(path, failure.Message);
        }
    }

    /// <summary>Tries whether its folder takes files, by one that is deleted at once.</summary>
    /// <exception cref="SevuReportException">It does not.</exception>
    public void Try() => Handle(TemporaryPath(), temporary =>
    {
        using FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write);
    });

    /// <exception cref="SevuReportException">It cannot be written. Nothing has changed.</exception>
    public void Write(byte[] page) => Handle(TemporaryPath(), temporary =>
    {
        AtomicFile.Write(temporary, page);
        Check();
        AtomicFile.MoveInto(temporary, Path, _replaces);
    });

    // Beside the file, hidden where a dot hides one, and no other run has it.
    private string TemporaryPath() => System.IO.Path.Combine(_folder, $".{System.IO.Path.GetFileName(Path)}.{Guid.NewGuid():N}.tmp");

    private void Check()
    {
        if (Directory.Exists(Path))
        {
            throw SevuReportException.NotWritten(Path, Messages.ReportIsFolder);
        }

        if (!Directory.Exists(_folder))
        {
            throw SevuReportException.NotWritten(Path, Messages.ReportFolderMissing);
        }

        if (File.Exists(Path) && !_replaces)
        {
            throw SevuReportException.Exists(Path);
        }
    }

    private void Handle(string temporary, Action<string> use)
    {
        try
        {
            use(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The name of the temporary file means nothing to the user.
            throw SevuReportException.NotWritten(Path, failure.Message.Replace(temporary, Path));
        }
        finally
        {
            Delete(temporary);
        }
    }

    private static void Delete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The error is about what came before.
        }
    }
}
