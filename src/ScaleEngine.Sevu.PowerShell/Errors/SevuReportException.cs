namespace ScaleEngine.Sevu;

/// <summary>The report cannot be written. A file with its name is as it was.</summary>
public sealed class SevuReportException : SevuException
{
    internal const string ExistsId = "Sevu.ReportExists";

    private SevuReportException(string errorId, string message)
        : base(errorId, message)
        => RequestSent = false;

    internal static SevuReportException Exists(string path) => new(ExistsId, DisplayText.Format(Messages.ReportExists, path));

    /// <param name="reason">Why, as the system says.</param>
    internal static SevuReportException NoCharts(string reason)
        => new("Sevu.ChartsNotLoaded", DisplayText.Format(Messages.ChartsNotLoaded, reason));

    /// <param name="path">The report's file.</param>
    /// <param name="reason">Why it cannot be written, as the system says.</param>
    internal static SevuReportException NotWritten(string path, string reason)
        => new("Sevu.ReportNotWritten", DisplayText.Format(Messages.ReportNotWritten, path, reason));
}
