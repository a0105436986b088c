using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using ScaleEngine.Sevu.Analysis;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class ExportSevuTicketReportTests : EmulatorTest
{
    private const string Svg = "{http://www.w3.org/2000/svg}";

    // Of what is shown of one text: 200 characters and an ellipsis.
    private const int MaxShown = 201;

    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "p", "dl", "div", "dt", "dd", "small", "section",
        "figure", "figcaption", "span", "article", "table", "caption", "thead", "tbody", "tr", "th", "td", "footer",
        Svg + "svg", Svg + "rect", Svg + "line", Svg + "text", Svg + "path", Svg + "polyline",
    ];

    private static readonly string[] Attributes =
    [
        "lang", "charset", "http-equiv", "content", "name", "class", "role", "aria-label", "aria-hidden", "tabindex", "scope", "xmlns",
        "viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "d", "points", "transform", "text-anchor",
    ];

    private static readonly string[] Fields = ["Key", "Video", "App", "AppInstance", "PageUrl", "ReferrerUrl", "Reason", "Server", "IPAddress"];

    private static readonly string[] Hostile =
    [
        "</title></style><script>alert(1)</script>",
        "</svg><svg onload=alert(1)>",
        "\"' onmouseover='alert(1)\" x=\"",
        "<!-- -- ]]> <![CDATA[ <?xml ?> &lt;&#0;&xxe;",
        "\u202e\u2066\u2069\u200e\u200f\u061cright to left",
        "nul\0nul",
        "\ud800 alone \udc00",
        // Cut within the last character.
        new string('x', 199) + "\U0001F3AC",
        "\ufffe\uffff\ufeff",
        "\u0085\u2028\u2029\r\n\t\v\f\u001b[2J\u009b2J",
        "Z" + string.Concat(Enumerable.Repeat("\u0301\u0336\u20dd", 500)),
        new string('x', 100_000),
        "{0} {1:N0} {9999}",
        "javascript:alert(1)",
        "https://user:pass@evil.example/</style><script>alert(1)</script>",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _path;

    public ExportSevuTicketReportTests(EmulatorFixture fixture)
        : base(fixture)
        => _path = Path.Combine(_folder, "report.html");

    private string[] AllHostile => [.. Log.HostileTicket.Attempts.Select(attempt => attempt.PageUrl!).Where(text => text.Length > 0).Distinct(), .. Hostile];

    private string[] Keys => [.. Log.Tickets.Select(ticket => ticket.Key)];

    [Fact]
    public void The_figures_are_those_of_Measure_SevuTicketAttempt()
    {
        TicketSummary[] summaries = [.. Engine.Run(
            """
            $keys, $path = $args
            $attempts = $keys | Get-SevuTicketAttempt
            $attempts | Export-SevuTicketReport $path -Key $keys
            $attempts | Measure-SevuTicketAttempt -Key $keys
            """,
            Keys,
            _path).AssertNoErrors().All<TicketSummary>()];
        long attempts = summaries.Sum(summary => summary.Attempts);
        long accepted = summaries.Sum(summary => summary.Accepted);
        long rejected = summaries.Sum(summary => summary.Rejected);

        XElement page = Read();
        AssertSafe(page);

        Assert.Equal(["Ticket attempts", "Ticket attempts"], [page.Descendants("title").Single().Value, page.Descendants("h1").Single().Value]);
        Assert.Equal([$"{Keys.Length}", Number(attempts), $"{Number(accepted)} {Share(accepted, attempts)}", $"{Number(rejected)} {Share(rejected, attempts)}"], Figures(page));
        Assert.Equal("1 ticket looks shared.", Verdict(page));
        Assert.Equal(Log.SharedTicket.Key, page.Descendants("h3").Single().Value);
        TicketSummary shared = summaries.Single(summary => summary.SharingSuspected == true);
        Assert.Equal(
            $"Within 1 hour, up to {shared.OutsideNetworksInWindow} networks were rejected that were never accepted ({shared.OutsideNetworks} in all). Accepted networks: {shared.AcceptedNetworks}.",
            page.Descendants("article").Single().Elements("p").First().Value);
        Assert.StartsWith($"Accepted {Number(shared.Accepted)}, rejected {Number(shared.Rejected)}; ", page.Descendants("article").Single().Elements("p").Last().Value, StringComparison.Ordinal);
        DateTime? first = summaries.Min(summary => summary.First);
        DateTime? last = summaries.Max(summary => summary.Last);
        Assert.Equal($"{first:yyyy-MM-dd HH:mm zzz} to {last:yyyy-MM-dd HH:mm zzz}", page.Descendants("p").Single(p => (string?)p.Attribute("class") == "period").Value);

        Assert.Equal(
            summaries.SelectMany(summary => summary.Reasons).Where(reason => reason.Name != "Success").GroupBy(reason => reason.Name)
                .Select(group => (group.Key, group.Sum(reason => reason.Count)))
                .OrderByDescending(reason => reason.Item2).ThenBy(reason => reason.Key, StringComparer.Ordinal)
                .Select(reason => $"{reason.Key}|{Number(reason.Item2)}|{Share(reason.Item2, rejected)}"),
            Rows(page, "Why attempts were rejected"));
        Assert.Equal(
            summaries.SelectMany(summary => summary.Servers).GroupBy(server => server.Name)
                .Select(group => (group.Key, group.Sum(server => server.Count)))
                .OrderByDescending(server => server.Item2).ThenBy(server => server.Key, StringComparer.Ordinal)
                .Select(server => $"{server.Key}|{Number(server.Item2)}|{Share(server.Item2, attempts)}").Take(10),
            Rows(page, "Busiest servers"));
        long[] networks = [.. Rows(page, "Busiest networks").Select(row => row.Split('|')[1..3].Sum(count => long.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)))];
        Assert.InRange(networks.Length, 1, 10);
        Assert.Equal(networks.OrderDescending(), networks);
        Assert.All(networks, count => Assert.True(count > 1));
        Assert.Equal(200, Rows(page, "Latest rejected attempts").Length);
        Assert.Contains($"The newest 200 of {Number(rejected)}.", page.Value, StringComparison.Ordinal);
        XElement[] charts = [.. page.Descendants("figure").Single().Elements(Svg + "svg")];
        Assert.Equal(["wide", "narrow"], charts.Select(chart => (string?)chart.Attribute("class")));
        Assert.All(charts, chart => Assert.Contains(chart.Elements(Svg + "rect"), shape => (string?)shape.Attribute("class") == "upper"));
        Assert.All(charts, chart => Assert.Contains(chart.Elements(Svg + "rect"), shape => (string?)shape.Attribute("class") == "lower"));
    }

    [Fact]
    public void The_policy_allows_this_style_and_nothing_else()
    {
        XElement page = Export(Row());

        XElement[] head = [.. page.Element("head")!.Elements()];
        XElement style = page.Descendants("style").Single();
        XElement policy = head.Single(element => (string?)element.Attribute("http-equiv") == "Content-Security-Policy");
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.Value)))}'; base-uri 'none'; form-action 'none'",
            (string?)policy.Attribute("content"));
        Assert.Equal("utf-8", (string?)head[0].Attribute("charset"));
        Assert.True(Array.IndexOf(head, policy) < Array.IndexOf(head, style));
        Assert.DoesNotContain("\r", style.Value, StringComparison.Ordinal);
        AssertSafe(page);
    }

    [Theory]
    [InlineData("Key")]
    [InlineData("Video")]
    [InlineData("App")]
    [InlineData("AppInstance")]
    [InlineData("PageUrl")]
    [InlineData("ReferrerUrl")]
    [InlineData("Reason")]
    [InlineData("Server")]
    [InlineData("IPAddress")]
    [InlineData(null)]
    public void Hostile_text_stays_text(string? field)
    {
        // Null: in every field. The page has the same elements as one of harmless text.
        string[] hostile = AllHostile;
        string[] harmless = [.. hostile.Select((text, i) => WebAddress.HostOf(text) is not null ? $"https://h.example/{i}" : $"text{i}")];
        List<string> structures = [];
        foreach (string[] texts in (string[][])[hostile, harmless])
        {
            // Six networks each, so that each ticket looks shared.
            XElement page = Export(
                [
                    .. texts.SelectMany(text => Enumerable.Range(0, 6).Select(network => Row(
                    [
                        ("Success", false),
                        ("Reason", "Invalid IP Address"),
                        ("IPAddress", $"192.0.{network}.1"),
                        .. Fields.Where(name => name == field || field is null).Select(name => (name, (object?)text)),
                    ]))),
                ],
                "");
            AssertSafe(page);
            structures.Add(Structure(page));
        }

        Assert.Equal(structures[1], structures[0]);
    }

    [Fact]
    public void A_hostile_title_stays_text()
    {
        string harmless = Structure(Export([Row()], "-Title harmless"));
        foreach (string title in AllHostile)
        {
            XElement page = Export([Row()], "-Title $args[2]", title);

            AssertSafe(page);
            Assert.Equal(harmless, Structure(page));
            Assert.Equal(page.Descendants("h1").Single().Value, page.Descendants("title").Single().Value);
        }
    }

    [Theory]
    [InlineData("True")]
    [InlineData("False")]
    public void A_password_in_a_query_does_not_come_out(string success)
    {
        Export(Row(
            ("Success", success),
            ("PageUrl", "https://user:sesame@page.example/watch?pass=sesame#sesame"),
            ("ReferrerUrl", "https://user:sesame@referrer.example/?pass=sesame"),
            ("Video", "event/main?key=k&pass=sesame"),
            ("App", "live?pass=sesame"),
            ("Server", "edge;pass=sesame"),
            ("AppInstance", "_definst_?pass=sesame")));

        string text = File.ReadAllText(_path);
        Assert.DoesNotContain("sesame", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("page.example/watch", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_exists_is_replaced_with_Force_only()
    {
        File.WriteAllText(_path, "precious");

        ErrorRecord error = Engine.Run("Get-SevuTicketAttempt $args[0] | Export-SevuTicketReport $args[1]", Keys[0], _path).AssertError("Sevu.ReportExists");

        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal(_path, error.TargetObject);
        Assert.Empty(Sent);
        Assert.Equal("precious", File.ReadAllText(_path));
        Export(Row());
        Assert.Equal(["report.html"], Files());
    }

    [Theory]
    [InlineData("$folder/missing/report.html")]
    [InlineData("$folder/file/report.html")]
    [InlineData("$folder")]
    [InlineData(".")]
    [InlineData("/")]
    [InlineData("report.html/")]
    [InlineData("env:report")]
    [InlineData("function:report")]
    [InlineData("variable:report")]
    public void What_cannot_be_a_report_is_an_error_before_anything_is_read(string path)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");

        ErrorRecord error = Engine.Run($"$folder = $args[1]; Set-Location $folder; Get-SevuTicketAttempt $args[0] | Export-SevuTicketReport \"{path}\" -Force", Keys[0], _folder)
            .AssertError("Sevu.ReportNotWritten");

        Assert.Equal(ErrorCategory.WriteError, error.CategoryInfo.Category);
        Assert.Empty(Sent);
        Assert.Equal(["file"], Files());
    }

    [Fact]
    public void On_Unix_devices_are_refused_and_links_and_permissions_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Target.IsLegacy, "Windows, for which the other build is, has no devices, links and permissions of this kind.");
        string link = Path.Combine(_folder, "link.html");
        string pipe = Path.Combine(_folder, "pipe");
        File.WriteAllText(_path, "old");
        File.CreateSymbolicLink(link, _path);
        Process.Start("mkfifo", pipe).WaitForExit();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Engine.Run("$args[0] | Export-SevuTicketReport $args[1] -Force", Row(), link).AssertNoErrors();
        Engine.Run("$args[0] | Export-SevuTicketReport $args[1] -Force", Row(), pipe).AssertError("Sevu.ReportNotWritten");

        Assert.Equal(_path, new FileInfo(link).LinkTarget);
        Assert.Equal("1", Figures(Read())[1]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
        }

        Assert.Equal(["link.html", "pipe", "report.html"], Files());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_an_error_before_anything_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder in which not even root may create files.");

        ErrorRecord error = Engine.Run("Get-SevuTicketAttempt $args[0] | Export-SevuTicketReport $args[1]", Keys[0], "/proc/report.html").AssertError("Sevu.ReportNotWritten");

        Assert.DoesNotContain(".tmp", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Sent);
    }

    [Fact]
    public void What_fails_at_the_end_leaves_no_file()
    {
        // Its folder is gone when it is written.
        Engine.Run("& { $args[0]; Remove-Item -LiteralPath $args[2] -Recurse } $args[0] $args[1] $args[2] | Export-SevuTicketReport $args[1]", Row(), _path, _folder)
            .AssertError("Sevu.ReportNotWritten");
        Assert.False(Directory.Exists(_folder));

        // There is a file now, which was not there before.
        Directory.CreateDirectory(_folder);
        Engine.Run("& { $args[0]; Set-Content -LiteralPath $args[1] precious } $args[0] $args[1] | Export-SevuTicketReport $args[1]", Row(), _path)
            .AssertError("Sevu.ReportExists");
        Assert.Equal("precious", File.ReadAllText(_path).Trim());
        Assert.Equal(["report.html"], Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Force")]
    [InlineData("-PassThru")]
    public void WhatIf_writes_nothing(string parameters)
    {
        Assert.Empty(Engine.Run($"$args[0] | Export-SevuTicketReport $args[1] -WhatIf {parameters}", Row(), _path).AssertNoErrors().Output);

        Assert.Empty(Files());
        File.WriteAllText(_path, "precious");
        Engine.Run("$args[0] | Export-SevuTicketReport $args[1] -WhatIf -Force", Row(), _path).AssertNoErrors();
        Assert.Equal("precious", File.ReadAllText(_path));
        Engine.Run("$args[0] | Export-SevuTicketReport $args[1] -WhatIf", Row(), _path).AssertError("Sevu.ReportExists");
    }

    [Theory]
    [InlineData("")]
    [InlineData("; Set-Location env:")]
    public void PassThru_returns_what_Get_Item_returns(string location)
    {
        RunResult result = Engine.Run(
            $$"""
            Set-Location $args[1] {{location}}
            function Format-All { $input | ForEach-Object { $_.GetType().FullName; $_.PSObject.Properties.Where({ $_.Name -like 'PS*' -or $_.Name -in 'FullName', 'Length' }).ForEach({ "$($_.Name) $($_.Value)" }) } }
            ($args[0] | Export-SevuTicketReport "FileSystem::$($args[1])/[x]*.html" -PassThru | Format-All) -join "`n"
            Set-Location $args[1]
            (Get-Item -LiteralPath (Join-Path $args[1] [x]*.html) | Format-All) -join "`n"
            """,
            Row(),
            _folder).AssertNoErrors();

        string[] texts = [.. result.All<string>()];
        Assert.StartsWith("System.IO.FileInfo\n", texts[0], StringComparison.Ordinal);
        Assert.Equal(texts[1], texts[0]);
        Assert.Empty(Engine.Run("$args[0] | Export-SevuTicketReport $args[1]", Row(), _path).AssertNoErrors().Output);
    }

    [Theory]
    [InlineData("report.html", "report.html")]
    [InlineData("./a/../report.html", "report.html")]
    [InlineData("-LiteralPath 'a[1]b.html'", "a[1]b.html")]
    [InlineData("'a[1]b.html'", "a[1]b.html")]
    [InlineData("'`[x`].html'", "`[x`].html")]
    [InlineData("-PSPath \"FileSystem::$folder/report.html\"", "report.html")]
    [InlineData(".report", ".report")]
    [InlineData("'a b ü \U0001F3AC'", "a b ü \U0001F3AC")]
    public void A_path_is_literal_and_relative_to_the_location(string path, string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        File.WriteAllText(Path.Combine(_folder, "a1b.html"), "matches the wildcard");

        Engine.Run($"$folder = $args[1]; Set-Location -LiteralPath $folder; $args[0] | Export-SevuTicketReport {path}", Row(), _folder).AssertNoErrors();

        Assert.Equal(((string[])["a1b.html", name]).Order(StringComparer.Ordinal), Files());
    }

    [Fact]
    public void Without_attempts_the_page_says_so()
    {
        Engine.Run("@() | Export-SevuTicketReport $args[0] -Key a, b", _path).AssertNoErrors();

        XElement page = Read();
        AssertSafe(page);
        Assert.Equal("There are no attempts.", Verdict(page));
        Assert.Equal(["2", "0", "0 –", "0 –"], Figures(page));
        Assert.Empty(page.Descendants("section"));
    }

    [Fact]
    public void A_named_ticket_counts_and_names_the_attempts_without_a_key()
    {
        XElement page = Export([Row(("Key", null)), Row(("Key", ""))], "-Key a");
        Assert.Equal(["1", "2", "2 100.0 %", "0 0.0 %"], Figures(page));
        Assert.DoesNotContain("Not judged", page.Value, StringComparison.Ordinal);

        page = Export([Row(("Key", null)), Row(("Key", "c"))], "-Key a, b");
        Assert.Equal(["3", "2", "2 100.0 %", "0 0.0 %"], Figures(page));
        Assert.Contains("Not judged, since they name no ticket: 1 attempts.", page.Value, StringComparison.Ordinal);
        AssertSafe(page);
    }

    [Fact]
    public void Attempts_without_time_and_address_are_counted_and_named()
    {
        PSObject[] rows = [Row(("DateTimeUtc", null), ("Success", false), ("Reason", null)), Row(("IPAddress", null)), Row(("IPAddress", "somewhere"))];
        XElement page = Export(rows, "");
        AssertSafe(page);
        Assert.Equal(["1", "3", "2 66.7 %", "1 33.3 %"], Figures(page));
        Assert.Contains("Not judged and not in the chart, since they have no time: 1 attempts.", page.Value, StringComparison.Ordinal);
        Assert.Contains("Networks with one attempt each, not listed: 1.", page.Value, StringComparison.Ordinal);
        Assert.Equal(["–|a|–|192.0.2.1|–/v|–"], Rows(page, "Latest rejected attempts"));
        Assert.Single(page.Descendants("figure"));

        page = Export(Row(("DateTimeUtc", null), ("IPAddress", "")));
        AssertSafe(page);
        Assert.Empty(page.Descendants("figure"));
        Assert.DoesNotContain(page.Descendants("p"), p => (string?)p.Attribute("class") == "period");
        Assert.DoesNotContain(page.Descendants("h2"), title => title.Value == "Busiest networks");
    }

    [Theory]
    [InlineData("Key", "Not judged, since they name no ticket: 50 attempts.")]
    [InlineData("IPAddress", "Not judged, since they have no address: 50 attempts.")]
    [InlineData("DateTimeUtc", "Not judged and not in the chart, since they have no time: 50 attempts.")]
    public void What_cannot_be_judged_is_not_called_unsuspicious(string missing, string note)
    {
        PSObject[] rows = [.. Enumerable.Range(0, 50).Select(i => Row(("Success", false), ("Reason", "Invalid IP Address"), ("IPAddress", $"198.51.{i}.7"), (missing, null)))];

        XElement page = Export(rows, "");

        Assert.Equal("No ticket could be judged.", Verdict(page));
        Assert.Contains(note, page.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("No ticket looks shared", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_rejections_among_many_are_seen()
    {
        PSObject[] rows = [.. Enumerable.Repeat(Row(), 20_000), Row(("Success", false))];

        XElement page = Export(rows, "");

        Assert.Equal(["20,000 > 99.9 %", "1 < 0.1 %"], Figures(page)[2..]);
        XElement[] charts = [.. page.Descendants("figure").Single().Elements(Svg + "svg")];
        Assert.Equal(2, charts.Length);
        foreach (XElement chart in charts)
        {
            XElement rejected = chart.Elements(Svg + "rect").Single(part => (string?)part.Attribute("class") == "upper");
            Assert.InRange((double)rejected.Attribute("height")!, 0.7, 1.1);
            // In the widest of common fonts, a digit is 0.64 of the font's size.
            Assert.All(
                chart.Elements(Svg + "text").Where(label => (string?)label.Attribute("text-anchor") == "end"),
                label => Assert.InRange(XOf(label) - (label.Value.Length * 12 * 0.64), 0, 100));
        }
    }

    [Fact]
    public void Any_time_can_be_drawn()
    {
        foreach (string[] times in (string[][])[["0001-01-01T00:00:01Z"], ["9999-12-31T23:59:59Z"], ["0001-01-01T00:00:01Z", "9999-12-31T23:59:59Z"], ["1970-01-01T00:00:00Z", "2026-01-02T03:04:05Z"]])
        {
            XElement page = Export([.. times.Select(time => Row(("DateTimeUtc", time)))], "");
            AssertSafe(page);
            Assert.All(page.Descendants("figure").Single().Elements(Svg + "svg"), chart =>
            {
                Assert.NotEmpty(chart.Elements(Svg + "rect"));
                Assert.InRange(chart.Elements(Svg + "text").Count(), 1, 30);
            });
        }
    }

    [Fact]
    public void Rows_of_every_kind_give_the_same_page()
    {
        string[] pages = [.. Engine.Run(
            """
            $keys, $folder = $args
            $attempts = $keys | Get-SevuTicketAttempt
            $file = Join-Path $folder rows
            function Export-Page {
                $input | Export-SevuTicketReport $folder/page.html -Force
                (Get-Content -LiteralPath $folder/page.html -Raw) -replace 'Made at .{23}'
            }
            $attempts | Export-Page
            $attempts | Export-Csv $file; Import-Csv $file | Export-Page
            $attempts | ConvertTo-Json | Set-Content $file; Get-Content $file -Raw | ConvertFrom-Json | Export-Page
            $attempts | Export-Clixml $file; Import-Clixml $file | Export-Page
            $attempts | Select-Object * | Export-Page
            Export-SevuTicketReport $folder/page.html -InputObject $attempts -Force
            (Get-Content -LiteralPath $folder/page.html -Raw) -replace 'Made at .{23}'
            """,
            Keys.Where(key => key != Log.HostileTicket.Key).ToArray(),
            _folder).AssertNoErrors().All<string>()];

        Assert.Equal(6, pages.Length);
        Assert.All(pages, page => Assert.Equal(pages[0], page));
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void The_page_is_the_same_in_every_culture(string culture)
    {
        string[] pages = [.. Engine.Run(
            """
            $keys, $path, $culture = $args
            $attempts = $keys | Get-SevuTicketAttempt
            foreach ($name in 'en-US', $culture) {
                [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = $name
                $attempts | Export-SevuTicketReport $path -Force
                (Get-Content -LiteralPath $path -Raw) -replace 'Made at [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} [+-][0-9]{2}:[0-9]{2}'
            }
            """,
            Keys,
            _path,
            culture).AssertNoErrors().All<string>()];

        Assert.Equal(pages[0], pages[1]);
        Assert.DoesNotContain("Made at", pages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_stopped_leaves_everything_as_it_was(bool isFileThere)
    {
        if (isFileThere)
        {
            File.WriteAllText(_path, "precious");
        }

        // Reads some attempts, then waits for the rest.
        Task<RunResult> run = RunInBackground("Get-SevuTicketAttempt emulator.attempts.3, emulator.stall.7 | Export-SevuTicketReport $args[0] -Force", _path);
        await WaitForRequestAsync("emulator.stall.7");
        await AssertStopsAtOnceAsync(run);

        Assert.Equal(isFileThere ? ["report.html"] : [], Files());
        Assert.Equal(isFileThere ? "precious" : null, isFileThere ? await File.ReadAllTextAsync(_path, Cancellation) : null);
    }

    [Theory]
    [InlineData("& { $args[0]; throw 'broken' } $args[0] | Export-SevuTicketReport $args[1] -Force")]
    [InlineData("$args[0], 'no attempt' | Export-SevuTicketReport $args[1] -Force -ErrorAction Stop")]
    [InlineData("Get-SevuTicketAttempt emulator.attempts.3, emulator.http.500 -ErrorAction Stop | Export-SevuTicketReport $args[1] -Force")]
    [InlineData("$args[0] | Export-SevuTicketReport $args[1] -Force -Key 'a b' -ErrorAction Stop")]
    public void A_run_that_fails_leaves_everything_as_it_was(string script)
    {
        Assert.Single(Engine.Run(script, Row(), _path).Errors);
        Assert.Empty(Files());

        File.WriteAllText(_path, "precious");
        Assert.Single(Engine.Run(script, Row(), _path).Errors);
        Assert.Equal("precious", File.ReadAllText(_path));
        Assert.Equal(["report.html"], Files());
    }

    [Fact]
    public void What_is_no_attempt_is_an_error_and_the_rest_is_reported()
    {
        RunResult result = Engine.Run("$args[0], 'no attempt', $args[0] | Export-SevuTicketReport $args[1]", Row(), _path);

        result.AssertError("Sevu.InvalidAttempt");
        Assert.Equal("2", Figures(Read())[1]);
        Assert.Contains("Not counted, since they could not be read: 1 inputs.", Read().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_reports_can_be_written_in_one_pipeline()
    {
        Engine.Run(
            "$folder = $args[2]; $args[0], $args[1] | Tee-Object -Variable rows | & { process { $_ } end { $rows | Export-SevuTicketReport $folder/inner.html } } | Export-SevuTicketReport $folder/outer.html",
            Row(),
            Row(("Success", false)),
            _folder).AssertNoErrors();

        Assert.Equal(["inner.html", "outer.html"], Files());
        Assert.Equal(Figures(Read("inner.html")), Figures(Read("outer.html")));
        Assert.Equal("2", Figures(Read("inner.html"))[1]);
    }

    [Fact]
    public async Task Two_reports_at_once_to_the_same_file_leave_one_of_them_in_full()
    {
        await File.WriteAllTextAsync(_path, "old", Cancellation);
        Engine[] engines = [.. Enumerable.Range(0, 4).Select(_ => new Engine())];
        try
        {
            RunResult[] results = await Task.WhenAll(engines.Select((engine, i) => Task.Run(
                () => engine.Run("$row, $path, $title = $args; 1..10 | ForEach-Object { $row | Export-SevuTicketReport $path -Title $title -Force }", Row(), _path, $"report{i}"), Cancellation)));

            Assert.All(results, result => result.AssertNoErrors());
        }
        finally
        {
            Array.ForEach(engines, engine => engine.Dispose());
        }

        Assert.Matches("^report[0-3]$", Read().Descendants("h1").Single().Value);
        Assert.Equal(["report.html"], Files());
    }

    [Fact]
    public void The_limits_of_sharing_are_those_of_Measure_SevuTicketAttempt()
    {
        PSObject[] rows = [.. Enumerable.Range(0, 4).Select(i => Row(("IPAddress", $"192.0.{i}.1"), ("Key", "a"), ("DateTimeUtc", $"2026-01-02T0{i}:00:00Z")))];

        Assert.Equal("No ticket looks shared.", Verdict(Export(rows, "")));
        Assert.Equal("1 ticket looks shared.", Verdict(Export(rows, "-MaximumAcceptedNetworkCount 0")));
        Assert.Equal("No ticket looks shared.", Verdict(Export(rows, "-MaximumAcceptedNetworkCount 1")));
        Assert.Equal("1 ticket looks shared.", Verdict(Export(rows, "-MaximumAcceptedNetworkCount 1 -Window 1.00:00:00")));
        Assert.Equal("2 tickets look shared.", Verdict(Export([.. rows, Row(("Key", "b"))], "-MaximumAcceptedNetworkCount 0")));
    }

    private static PSObject Row(params (string Name, object? Value)[] values)
    {
        PSObject row = new();
        Dictionary<string, object?> all = new()
        {
            ["Key"] = "a",
            ["DateTimeUtc"] = "2026-01-02T03:04:05Z",
            ["IPAddress"] = "192.0.2.1",
            ["Success"] = true,
            ["Reason"] = "Success",
            ["Video"] = "v",
        };
        foreach ((string name, object? value) in values)
        {
            all[name] = value;
        }

        foreach (KeyValuePair<string, object?> property in all)
        {
            row.Properties.Add(new PSNoteProperty(property.Key, property.Value));
        }

        return row;
    }

    private XElement Export(params PSObject[] rows) => Export(rows, "");

    private XElement Export(PSObject[] rows, string parameters, string? argument = null)
    {
        Engine.Run($"$args[0] | Export-SevuTicketReport $args[1] -Force {parameters}", rows, _path, argument).AssertNoErrors();
        return Read();
    }

    /// <returns>The page. It must be UTF-8 and well-formed, with the document type of HTML.</returns>
    private XElement Read(string name = "report.html")
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(Path.Combine(_folder, name)));
        Match type = Regex.Match(text, "^<!DOCTYPE html ?>");
        Assert.True(type.Success, text[..40]);
        return XDocument.Parse(text[type.Length..], LoadOptions.PreserveWhitespace).Root!;
    }

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Nothing on the page runs, is loaded or changes how it is read.</summary>
    private static void AssertSafe(XElement page)
    {
        foreach (XElement element in page.DescendantsAndSelf())
        {
            Assert.Contains(element.Name.ToString(), Elements);
            foreach (XAttribute attribute in element.Attributes())
            {
                Assert.Contains(attribute.Name.ToString(), Attributes);
                Assert.True(!attribute.Value.Contains(':', StringComparison.Ordinal) || attribute.IsNamespaceDeclaration || attribute.Name == "aria-label", attribute.ToString());
            }
        }

        Assert.All(page.DescendantNodes(), node => Assert.True(node is XElement || node.GetType() == typeof(XText), node.GetType().Name));
        Assert.DoesNotMatch("(?i)url\\s*\\(|@import|@font-face|expression|[<>\\\\]", page.Descendants("style").Single().Value);
        foreach (XText text in page.DescendantNodes().OfType<XText>().Where(text => text.Parent!.Name != "style"))
        {
            // Two names with a slash between them; the product's own texts.
            Assert.InRange(text.Value.Length, 0, text.Parent!.Name.LocalName is "td" ? (2 * MaxShown) + 1 : text.Parent.Name.LocalName is "p" ? 500 : MaxShown);
            Assert.DoesNotMatch(@"[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\u061c\ufeff\ufffe\uffff]", text.Value);
            Assert.DoesNotMatch(@"[\p{Mn}\p{Me}]{9}", text.Value);
        }
    }

    /// <returns>The elements with their classes, without the chart and what differs with its height.</returns>
    private static string Structure(XElement page) => string.Join("\n", page.DescendantsAndSelf().Select(element
        => $"{element.Ancestors().Count()} {element.Name} {string.Join(" ", element.Attributes().Select(attribute => attribute.Name))}"));

    private static string[] Figures(XElement page) => [.. page.Descendants("dd").Select(figure => figure.Value)];

    private static string Verdict(XElement page) => page.Descendants("p").Single(p => (string?)p.Attribute("class") is "verdict" or "clear").Value;

    private static string[] Rows(XElement page, string title)
        => [.. page.Descendants("section").Single(section => section.Element("h2")!.Value == title).Descendants("tbody").Single().Elements("tr")
            .Select(row => string.Join("|", row.Elements().Select(cell => cell.Value)))];

    /// <returns>The horizontal place of a label.</returns>
    private static double XOf(XElement label)
        => double.Parse(Regex.Match((string)label.Attribute("transform")!, @"\(([0-9.]+),").Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(long part, long whole) => ((double)part / whole).ToString("0.0 %", CultureInfo.InvariantCulture);
}
