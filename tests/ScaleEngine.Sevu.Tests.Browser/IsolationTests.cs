using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Browser.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Browser;

/// <summary>A report loads nothing and runs nothing, whatever the attempts contain. It escapes all text, and its policy forbids all else:
/// each is tested without the other.</summary>
public sealed class IsolationTests(Reports reports, Chromium chromium) : ReportTest(reports, chromium)
{
    [Theory]
    [MemberData(nameof(Reports.Names), MemberType = typeof(Reports))]
    public async Task Requests_nothing(string report)
    {
        await using ReportPage page = await OpenSettledAsync(report, new View(View.Desktop, IgnoresPolicy: true));

        AssertNone("The report requests", [.. page.Requests]);
    }

    [Theory]
    [MemberData(nameof(Reports.Names), MemberType = typeof(Reports))]
    public async Task Has_no_element_that_loads_or_runs(string report)
    {
        await using ReportPage page = await OpenAsync(report, new View(View.Desktop, RunsScripts: false));

        AssertNone("The report contains", await page.CallAsync<string[]>("activeElements.js"));
    }

    [Theory]
    [MemberData(nameof(Reports.Names), MemberType = typeof(Reports))]
    public async Task Runs_no_script_even_without_its_policy(string report)
    {
        await using ReportPage withScripts = await OpenSettledAsync(report, new View(View.Desktop, IgnoresPolicy: true));
        await using ReportPage without = await OpenAsync(report, new View(View.Desktop, RunsScripts: false));

        AssertNone("The report causes", [.. withScripts.Events]);
        Assert.Equal(await without.Page.GetContentAsync(), await withScripts.Page.GetContentAsync());
    }

    [Theory]
    [MemberData(nameof(Reports.Names), MemberType = typeof(Reports))]
    public async Task Keeps_its_policy(string report)
    {
        await using ReportPage page = await OpenSettledAsync(report, new View(View.Desktop));

        AssertNone("The report causes", [.. page.Events]);
        AssertNone("The policy blocks styles of the report", await page.CallAsync<string[]>("blockedStyles.js"));
    }

    /// <summary>What gets in although all text is escaped.</summary>
    [Theory]
    [InlineData("script-src-elem", "<script>document.title = 'ran'</script>")]
    [InlineData("script-src-attr", "<img src='data:,' onerror=\"document.title = 'ran'\">")]
    [InlineData("img-src", "<img src='http://127.0.0.1:9/x.png'>")]
    [InlineData("frame-src", "<iframe src='http://127.0.0.1:9/'></iframe>")]
    [InlineData("object-src", "<object data='http://127.0.0.1:9/'></object>")]
    [InlineData("style-src-elem", "<style>body { display: none }</style>")]
    [InlineData("style-src-attr", "<b style='color: red'>x</b>")]
    [InlineData("style-src-elem", "<link rel='stylesheet' href='http://127.0.0.1:9/x.css'>")]
    [InlineData("media-src", "<video src='http://127.0.0.1:9/x.mp4'></video>")]
    [InlineData("form-action", "<form action='http://127.0.0.1:9/'></form>")]
    [InlineData("base-uri", "<base href='http://127.0.0.1:9/'>")]
    public async Task The_policy_blocks(string directive, string markup)
    {
        await using ReportPage page = await OpenAsync("usual", new View(View.Desktop));
        string title = await page.Page.GetTitleAsync();

        string[] blocked = await page.CallAsync<string[]>("inject.js", markup);

        Assert.Contains(directive, blocked);
        Assert.Equal(title, await page.Page.GetTitleAsync());
        AssertNone("The policy let through", [.. page.Requests]);
    }

    /// <summary>Opens a report and waits until it has requested nothing for half a second.</summary>
    private async Task<ReportPage> OpenSettledAsync(string report, View view)
    {
        ReportPage page = await OpenAsync(report, view);
        await page.Page.WaitForNetworkIdleAsync();
        return page;
    }
}
