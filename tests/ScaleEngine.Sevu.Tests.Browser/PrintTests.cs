using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using PuppeteerSharp;
using PuppeteerSharp.Media;
using ScaleEngine.Sevu.Tests.Browser.Support;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using Xunit;
using PdfPage = UglyToad.PdfPig.Content.Page;

namespace ScaleEngine.Sevu.Tests.Browser;

/// <summary>A report can be printed on A4.</summary>
public sealed class PrintTests(Reports reports, Chromium chromium) : ReportTest(reports, chromium)
{
    [Theory]
    [MemberData(nameof(Reports.Names), MemberType = typeof(Reports))]
    public async Task Fits_the_paper(string report)
    {
        await using ReportPage page = await OpenAsync(report, new View(View.Paper, IsPrint: true));

        AssertNone("The report is too wide", await page.CallAsync<string[]>("overflow.js"));
        AssertNone("The paper cuts", await page.CallAsync<string[]>("cutContent.js", true));
    }

    /// <summary>Browsers print no backgrounds, and paper is white also for those who prefer dark colours.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Has_contrast_on_white_paper(bool dark)
    {
        await using ReportPage page = await OpenAsync("usual", new View(View.Paper, dark, IsPrint: true));

        AssertNone("Contrast below 4.5", await page.CallAsync<string[]>("contrast.js", 4.5, "#fff"));
    }

    [Fact]
    public async Task Prints_each_chart_once()
    {
        await using ReportPage page = await OpenAsync("usual", new View(View.Paper, IsPrint: true));

        int wide = await page.CallAsync<int>("visible.js", Reports.WideCharts);
        int narrow = await page.CallAsync<int>("visible.js", Reports.NarrowCharts);
        Assert.True(wide == 0 != (narrow == 0), $"{wide} wide and {narrow} narrow charts are printed.");
    }

    [Theory]
    [MemberData(nameof(Reports.Names), MemberType = typeof(Reports))]
    public async Task The_printed_file_is_A4_with_all_text_inside(string report)
    {
        await using ReportPage page = await OpenAsync(report, new View(View.Paper, IsPrint: true));

        Assert.All(await PrintAsync(page), paper =>
        {
            Assert.Equal((595, 842), (Math.Round(paper.Width), Math.Round(paper.Height)));
            AssertNone($"Outside page {paper.Number}", [.. paper.Letters.Where(letter => !IsInside(letter, paper)).Select(letter => letter.ToString())]);
        });
    }

    /// <summary>Not of hostile texts: some are longer than a page, some change the direction.</summary>
    [Theory]
    [InlineData("usual")]
    [InlineData("empty")]
    public async Task The_printed_file_contains_all_text(string report)
    {
        await using ReportPage page = await OpenAsync(report, new View(View.Paper, IsPrint: true));
        string[] texts = await page.CallAsync<string[]>("texts.js");

        string printed = Condensed((await PrintAsync(page)).SelectMany(paper => paper.Letters).Select(letter => letter.Value));

        AssertNone("Not printed", [.. texts.Where(text => !printed.Contains(Condensed([text]), StringComparison.Ordinal))]);
    }

    private static async Task<PdfPage[]> PrintAsync(ReportPage page)
    {
        byte[] file = await page.Page.PdfDataAsync(new PdfOptions { Format = PaperFormat.A4, PreferCSSPageSize = true });
        using PdfDocument document = PdfDocument.Open(file);
        return [.. document.GetPages()];
    }

    private static bool IsInside(Letter letter, PdfPage paper)
        => letter.BoundingBox.Left >= 0 && letter.BoundingBox.Right <= paper.Width && letter.BoundingBox.Bottom >= 0 && letter.BoundingBox.Top <= paper.Height;

    /// <returns>Only letters and digits: spaces are not part of the file, and ligatures are.</returns>
    private static string Condensed(IEnumerable<string> parts)
        => new([.. string.Concat(parts).Normalize(NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit)]);
}
