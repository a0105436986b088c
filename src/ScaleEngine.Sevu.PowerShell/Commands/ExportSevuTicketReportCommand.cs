using System.Management.Automation;
using ScaleEngine.Sevu.Analysis;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Reports;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Writes a report of attempts as one HTML file, for people who have no PowerShell.</summary>
[Cmdlet(VerbsData.Export, "SevuTicketReport", SupportsShouldProcess = true, HelpUri = HelpUris.Attempts)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSevuTicketReportCommand : AttemptTotalsCommandBase
{
    private ReportTotals _report = null!;
    private ReportFile? _file;
    private string _fullPath = "";

    /// <summary>The file to write. Wildcards are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The title of the report.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Text]
    public string Title { get; set; } = CommandTexts.ReportTitle;

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Finds out whether the file can be written, before anything is read.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _report = new ReportTotals(Totals, TimeZoneInfo.Local, HtmlReport.MaxRejected);
        try
        {
            _fullPath = this.FileSystemPath(Path) ?? throw SevuReportException.NotWritten(Path, CommandTexts.NotAFile);
            ReportFile file = ReportFile.At(_fullPath, Force);
            if (IsDevice(file.Path))
            {
                throw SevuReportException.NotWritten(Path, CommandTexts.NotAFile);
            }

            if (ShouldProcess(_fullPath))
            {
                file.Try();
                _ = ChartAssembly.DrawColumns;
                _file = file;
            }
        }
        catch (SevuReportException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Path));
        }
    }

    /// <summary>Writes the file.</summary>
    protected override void EndProcessing()
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            _report.Unreadable = UnreadableCount;
            _report.Complete();
            _file.Write(HtmlReport.Render(_report, Title, DateTime.UtcNow));
        }
        catch (SevuReportException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Path));
        }

        if (PassThru)
        {
            WriteObject(InvokeProvider.Item.Get([_fullPath], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    private protected override void Count(TicketAttempt attempt) => _report.Add(attempt);

    /// <summary>Whether there is something that is no file but looks like one, as /dev/null does. PowerShell knows it on Unix.</summary>
    private bool IsDevice(string path)
        => File.Exists(path) && InvokeProvider.Item.Get([path], force: true, literalPath: true)
            .Select(item => item.Properties["UnixStat"]?.Value).OfType<object>()
            .Any(stat => PSObject.AsPSObject(stat).Properties["ItemType"]?.Value?.ToString()
                is "BlockDevice" or "CharacterDevice" or "NamedPipe" or "Socket");
}
