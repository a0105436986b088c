using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using ScaleEngine.Sevu.Tests.Browser.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Browser;

/// <summary>A report can be read by everybody.</summary>
public sealed class AccessibilityTests(Reports reports, Chromium chromium) : ReportTest(reports, chromium)
{
    /// <summary>WCAG 2, level AA, for text of the usual size.</summary>
    private const double Contrast = 4.5;

    public static MatrixTheoryData<string, int, bool> Views => new(["usual", "hostile", "empty"], [View.Phone, View.Desktop], [false, true]);

    /// <summary>The rules of axe-core, its best practices included.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public async Task Follows_the_rules_of_axe(string report, int width, bool dark)
    {
        await using ReportPage page = await OpenAsync(report, new View(width, IsDark: dark));

        await page.Page.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        JsonElement result = await page.Page.EvaluateExpressionAsync<JsonElement>("axe.run({ resultTypes: ['violations'] })");

        Assert.NotEqual(0, result.GetProperty("passes").GetArrayLength());
        AssertNone("The report violates", [.. result.GetProperty("violations").EnumerateArray().Select(rule => string.Join("\n  ",
            [rule.GetProperty("id") + ": " + rule.GetProperty("help"), .. rule.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("html"))]))]);
    }

    /// <summary>Of every text, also in charts, which axe leaves out.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public async Task Has_contrast(string report, int width, bool dark)
    {
        await using ReportPage page = await OpenAsync(report, new View(width, IsDark: dark));

        AssertNone($"Contrast below {Contrast}", await page.CallAsync<string[]>("contrast.js", Contrast, null));
    }
}
