using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Browser.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Browser;

/// <summary>A report is valid HTML.</summary>
public sealed class MarkupTests(Reports reports, HtmlValidate validator) : IClassFixture<HtmlValidate>
{
    [Theory]
    [MemberData(nameof(Reports.Names), MemberType = typeof(Reports))]
    public async Task Is_valid(string report)
    {
        CommandResult result = await validator.CheckAsync(reports.PathOf(report));

        Assert.True(result.ExitCode == 0, result.Output);
    }
}
