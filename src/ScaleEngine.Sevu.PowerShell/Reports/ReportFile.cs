using ScaleEngine.Sevu.Analysis;

namespace ScaleEngine.Sevu.Reports;

/// <summary>The file of a report.</summary>
/// <param name="path">The file's path.</param>
/// <param name="replaces">Whether it may replace a file.</param>
internal sealed class ReportFile(string path, bool replaces)
{
    /// <summary>Tells early, before anything is read, what would keep the report from being written.</summary>
    /// <exception cref="SevuReportException">It could not be written now.</exception>
    public void Check()
    {
        if (Directory.Exists(path))
        {
            throw SevuReportException.NotWritten(path, Messages.ReportIsFolder);
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw SevuReportException.NotWritten(path, Messages.ReportFolderMissing);
        }

        if (File.Exists(path) && !replaces)
        {
            throw SevuReportException.Exists(path);
        }
    }

    /// <exception cref="SevuReportException">It cannot be written. Nothing has changed.</exception>
    public void Write(byte[] page)
    {
        // Its name begins with a dot, and no other run has it.
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, "." + Guid.NewGuid().ToString("N") + ".tmp");
        try
        {
            AtomicFile.Write(temporary, page);
            Check();
            AtomicFile.MoveInto(temporary, path, replaces);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SevuReportException.NotWritten(path, failure.Message);
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
