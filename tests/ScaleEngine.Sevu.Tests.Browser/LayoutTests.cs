using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Browser.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Browser;

/// <summary>A report fits every screen.</summary>
public sealed class LayoutTests(Reports reports, Chromium chromium) : ReportTest(reports, chromium)
{
    public static MatrixTheoryData<string, int> NamesAndWidths => new(["usual", "hostile", "empty"], [View.Phone, 768, View.Desktop]);

    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public async Task Fits_the_screen(string report, int width)
    {
        await using ReportPage page = await OpenAsync(report, new View(width));

        // A page without a viewport of its own is laid out for a large screen, and made smaller.
        Assert.Equal(width, await page.Page.EvaluateExpressionAsync<int>("document.scrollingElement.clientWidth"));
        AssertNone("The report is too wide", await page.CallAsync<string[]>("overflow.js"));
        AssertNone("The report cuts", await page.CallAsync<string[]>("cutContent.js", false));
    }

    [Theory]
    [InlineData(View.Phone, Reports.NarrowCharts, Reports.WideCharts)]
    [InlineData(View.Desktop, Reports.WideCharts, Reports.NarrowCharts)]
    public async Task Shows_the_charts_for_the_screen(int width, string shown, string hidden)
    {
        await using ReportPage page = await OpenAsync("usual", new View(width));

        int all = await page.Page.EvaluateFunctionAsync<int>("selector => document.querySelectorAll(selector).length", shown);
        int visible = await page.CallAsync<int>("visible.js", shown);
        int others = await page.CallAsync<int>("visible.js", hidden);
        Assert.True(all > 0 && visible == all && others == 0, $"{visible} of {all} charts {shown} are shown, and {others} charts {hidden}.");
    }
}
