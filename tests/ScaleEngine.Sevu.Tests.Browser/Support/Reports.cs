using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Browser.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Reports))]

namespace ScaleEngine.Sevu.Tests.Browser.Support;

/// <summary>The reports that the tests open. <c>Export-Reports.ps1</c> writes them once for all tests, with the staged module and an
/// emulator.</summary>
public sealed class Reports : IAsyncLifetime
{
    /// <summary>Selects the charts for large screens.</summary>
    public const string WideCharts = "svg.wide";

    /// <summary>Selects the charts for phones.</summary>
    public const string NarrowCharts = "svg.narrow";

    private const string HostileKey = "hostile.report";

    /// <summary>What could run, load or cut something if a report did not escape it.</summary>
    private static readonly string[] s_hostileTexts =
    [
        "<script>document.title = 'ran'</script>",
        "</style></title></svg></table><script src=http://127.0.0.1:9/x.js></script>",
        "\"><img src=x onerror=\"document.title = 'ran'\"><iframe src=http://127.0.0.1:9/></iframe>",
        "' autofocus onfocus='alert(1)' style='background:url(http://127.0.0.1:9/x.png)",
        "<svg onload=alert(1)><foreignObject><link rel=stylesheet href=http://127.0.0.1:9/x.css>",
        "<meta http-equiv=refresh content=0;url=http://127.0.0.1:9/><base href=http://127.0.0.1:9/>",
        "javascript:alert(document.title = 'ran')",
        "--><!--<![CDATA[ ]]>&lt;b&gt;&#60;script&#62;&amp;amp;",
        "\u202Egnp.exe\u202C \uFEFF\u0000\u0007\u001B[31m\r\n\uD800",
        new('W', 3000),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("sevu-reports-").FullName;

    /// <summary>The names of the reports: of all sample tickets, of attempts full of markup and long texts, of no attempts.</summary>
    public static TheoryData<string> Names => ["usual", "hostile", "empty"];

    /// <summary>The full path of a report.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name + ".html");

    public async ValueTask InitializeAsync()
    {
        await using SevuEmulator emulator = await SevuEmulator.StartAsync();
        emulator.Respond(HostileKey, context => context.Response.WriteAsync(HostileLog()));
        CommandResult result = await Command.RunAsync("dotnet",
        [
            Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-File", Path.Combine(Metadata("Sources"), "Export-Reports.ps1"),
            "-Endpoint", emulator.Endpoint.ToString(), "-Folder", _folder,
            "-UsualKeys", string.Join(' ', emulator.Log.Tickets.Select(ticket => ticket.Key)),
            "-HostileKey", HostileKey, "-UnusedKey", emulator.Log.UnusedTicket.Key,
        ]);
        Assert.True(result.ExitCode == 0, "The reports could not be written:\n" + result.Output);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static string Metadata(string key)
        => typeof(Reports).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;

    /// <returns>A response with each hostile text in each field that is text.</returns>
    private static string HostileLog() => JsonSerializer.Serialize(new
    {
        code = 2101,
        message = "ScaleEngine Virtual Usher Ticket uses found",
        status = "success",
        attempts = s_hostileTexts.Select((text, index) => new
        {
            key = text,
            datetime = $"2024-03-0{1 + (index % 9)} 12:00:00",
            ip = text,
            video = text,
            app = text,
            appinst = text,
            pageurl = text,
            refurl = text,
            success = index % 2,
            reason = text,
            server = text,
        }),
    });
}
