using ScaleEngine.Sevu.Analysis;

namespace ScaleEngine.Sevu.Reports;

/// <summary>The file of a report.</summary>
internal sealed class ReportFile
{
    private readonly string _path;
    private readonly string _folder;
    private readonly bool _replaces;

    private ReportFile(string path, bool replaces)
    {
        _path = AtomicFile.TargetOf(path);
        _folder = Path.GetDirectoryName(_path) ?? "";
        _replaces = replaces;
    }

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
        AtomicFile.MoveInto(temporary, _path, _replaces);
    });

    // Beside the file, hidden where a dot hides one, and no other run has it.
    private string TemporaryPath() => Path.Combine(_folder, $".{Path.GetFileName(_path)}.{Guid.NewGuid():N}.tmp");

    private void Check()
    {
        if (Directory.Exists(_path))
        {
            throw SevuReportException.NotWritten(_path, Messages.ReportIsFolder);
        }

        if (!Directory.Exists(_folder))
        {
            throw SevuReportException.NotWritten(_path, Messages.ReportFolderMissing);
        }

        if (File.Exists(_path) && !_replaces)
        {
            throw SevuReportException.Exists(_path);
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
            throw SevuReportException.NotWritten(_path, failure.Message.Replace(temporary, _path));
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
