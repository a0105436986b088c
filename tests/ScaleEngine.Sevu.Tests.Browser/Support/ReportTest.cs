using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Browser.Support;

/// <summary>The base class of tests that open a report in the browser. Without a browser they are skipped.</summary>
public abstract class ReportTest(Reports reports, Chromium chromium)
{
    private protected Task<ReportPage> OpenAsync(string report, View view) => ReportPage.OpenAsync(chromium.Running, reports.PathOf(report), view);

    /// <summary>Fails with the number of findings and the first ten, one a line.</summary>
    private protected static void AssertNone(string what, params string[] findings)
        => Assert.True(findings.Length == 0, $"{what} ({findings.Length}):\n{string.Join('\n', findings.Take(10))}");
}
