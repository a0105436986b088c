using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>A stranger's text of every kind, in every text field at once, is harmless wherever the module shows it: there is no control
/// or format character in it, but for joiners, and no pile of marks.</summary>
[Trait("Category", Endurance.Category)]
public sealed class HostileTextTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const int MaxMarks = 8;

    /// <summary>Each shows all that the module shows of <c>$args[0]</c>, a ticket whose every field has the text.</summary>
    private static readonly Dictionary<string, string> Shows = new()
    {
        ["attempts"] = "Get-SevuTicketAttempt $args[0] | Out-String -Width $args[2]",
        ["attempts as a table"] = "Get-SevuTicketAttempt $args[0] | Format-Table | Out-String -Width $args[2]",
        ["attempts with a ticket column"] = "Get-SevuTicketAttempt $args[0] | Format-Table -View TicketColumn | Out-String -Width $args[2]",
        ["attempts as a list"] = "Get-SevuTicketAttempt $args[0] | Format-List | Out-String -Width $args[2]",
        ["summaries"] = "Get-SevuTicketAttempt $args[0] | Measure-SevuTicketAttempt | Out-String -Width $args[2]",
        ["summaries as a list"] = "Get-SevuTicketAttempt $args[0] | Measure-SevuTicketAttempt | Format-List | Out-String -Width $args[2]",
        ["tickets"] = "Get-SevuTicket $args[0] | Out-String -Width $args[2]",
        ["tickets as a list"] = "Get-SevuTicket $args[0] | Format-List | Out-String -Width $args[2]",
        ["a response"] = "Invoke-SevuCommand sevu.errorlog -Parameter @{ key = $args[0] } | Out-String -Width $args[2]",
        ["a response as a list"] = "Invoke-SevuCommand sevu.status -Parameter @{ key = $args[0] } | Format-List | Out-String -Width $args[2]",
        ["an error"] = "Get-SevuTicketAttempt \"fails.$($args[0])\"",
        ["an error of a command"] = "Invoke-SevuCommand sevu.status -Parameter @{ key = \"fails.$($args[0])\" }",
        ["an error about names"] = "Invoke-SevuCommand sevu.status -Parameter @{ key = \"names.$($args[0])\" }",
        ["an HTTP error"] = "Get-SevuTicket \"status.$($args[0])\"",
        ["what is no JSON"] = "Get-SevuTicket \"html.$($args[0])\"",
        ["what is around JSON"] = "Get-SevuTicket \"around.$($args[0])\" | Out-String -Width $args[2]",
        ["a test"] = "Test-SevuConnection | Out-String -Width $args[2]",
        ["a prompt of revoking"] = "Get-SevuTicketAttempt $args[0] | Revoke-SevuTicket -Confirm",
        ["an attempt to revoke"] = "Get-SevuTicketAttempt $args[0] | Revoke-SevuTicket -Confirm:$false",
        ["tickets of the text"] = "$args[1] | Get-SevuTicket; $args[1] | Get-SevuTicketAttempt; $args[1] | Revoke-SevuTicket -Confirm:$false",
        ["a new ticket"] = "New-SevuTicket $args[1] $args[1] -Confirm; New-SevuTicket $args[1] a; New-SevuTicket v $args[1]; New-SevuTicket v a -IPAddress $args[1] -Expires $args[1]",
        ["rows that are no attempts"] = "[pscustomobject]@{ Key = 'a'; DateTimeUtc = $args[1]; Success = $args[1]; IPAddress = $args[1] } | Measure-SevuTicketAttempt | Format-List | Out-String",
        ["a command"] = "Invoke-SevuCommand $args[1] -Confirm; Invoke-SevuCommand $args[1]; Invoke-SevuCommand a -Parameter @{ $args[1] = [datetime]::Now }",
        ["a filter"] = "Get-SevuTicketAttempt $args[0] -Video $args[1] -App $args[1] -Reason $args[1] -StartTime $args[1]; Get-SevuTicketAttempt $args[0] -IPAddress $args[1]",
        ["a connection"] = "Connect-Sevu 158 -ApiKey (ConvertTo-SecureString a -AsPlainText) -ApiSecret (ConvertTo-SecureString b -AsPlainText) -Endpoint $args[1]",
        ["completions"] = string.Join("; ", ((string[])["Get-SevuTicket ", "New-SevuTicket ", "New-SevuTicket -App ", "Get-SevuTicketAttempt k -Reason ", "Get-SevuTicketAttempt k -Video ",
            "New-SevuTicket -IPAddress ", "Invoke-SevuCommand "]).Select(line =>
            $"([System.Management.Automation.CommandCompletion]::CompleteInput('{line}', {line.Length}, $null, [powershell]::Create('CurrentRunspace'))).CompletionMatches | ForEach-Object {{ $_.CompletionText, $_.ListItemText, $_.ToolTip }}")),
    };

    public static IEnumerable<(string Name, string Text)> Texts()
    {
        (string, int, int)[] ranges =
        [
            ("C0 controls", 0, 0x1f), ("delete and C1 controls", 0x7f, 0x9f), ("bidirectional embeddings", 0x202a, 0x202e), ("bidirectional isolates", 0x2066, 0x206f),
            ("marks of direction and zero width", 0x200b, 0x200f), ("invisible operators", 0x2060, 0x2065), ("line separators", 0x2028, 0x2029),
            ("Arabic format characters", 0x600, 0x61c), ("Mongolian format characters", 0x180b, 0x180f), ("interlinear annotations", 0xfff9, 0xfffd),
            ("noncharacters", 0xfdd0, 0xfdef), ("the last of a plane", 0xfffe, 0xffff), ("the last of another plane", 0x1fffe, 0x1ffff), ("variation selectors", 0xfe00, 0xfe0f),
            ("more variation selectors", 0xe0100, 0xe01ef), ("tags", 0xe0000, 0xe007f), ("musical format characters", 0x1d173, 0x1d17a), ("shorthand format characters", 0x1bca0, 0x1bca3),
            ("Egyptian format characters", 0x13430, 0x1345f), ("private use", 0xe000, 0xe010), ("private use beyond", 0x10fff0, 0x10ffff), ("unassigned", 0x0378, 0x0379),
        ];
        foreach ((string name, int first, int last) in ranges)
        {
            yield return (name, string.Concat(Enumerable.Range(first, last - first + 1).Select(code => "x" + char.ConvertFromUtf32(code))));
        }

        yield return ("soft hyphen, byte order mark", "a\u00adb\ufeffc");
        yield return ("colours, titles, links, device control", "\u001b[31mred\u001b[2J\u001b]0;owned\u0007\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\\u001bP1$r\u001b\\\u009b5m\u0090x\u009c");
        yield return ("PowerShell", "'; $(calc); `\"{0}{1} ${x}\u2018\u2019\u201c # <# |&> ~ %s");
        yield return ("lone surrogates", "a\ud800b\udc00c\udfff\ud83d");
        yield return ("piles of marks", "a" + new string('\u0335', 500) + "b" + new string('\u20dd', 500));
        yield return ("piles with joiners", "a" + string.Concat(Enumerable.Repeat("\u0301\u200d\ufe0f", 300)));
        yield return ("HTML", "<script>alert(1)</script><img src=x onerror=alert(1)>&#27;&#x202e;&amp;\"'`=");
        yield return ("a format string", "{0} {1} {99} {{ %n");
        yield return ("text that is long", new string('W', 100_000));
        yield return ("lines that are long", string.Concat(Enumerable.Repeat("a\r\n\u001b[1A", 20_000)));
        yield return ("spaces of other kinds", "\u00a0\u1680\u2000\u200a\u202f\u205f\u3000\u3164\uffa0");
    }

    [Fact]
    public void What_is_shown_of_it_is_harmless()
    {
        // PowerShell's own colours are control characters too.
        Engine.Run("$PSStyle.OutputRendering = 'PlainText'; $DebugPreference = $VerbosePreference = 'Continue'").AssertNoErrors();
        int number = 0;
        int cells = 0;
        List<string> harms = [];
        foreach ((string name, string text) in Texts())
        {
            string key = $"text.{number++}";
            Respond(key, text);
            foreach ((string what, string script) in Shows)
            {
                foreach (int width in Endurance.IsFull ? [80, 120, 4000] : (int[])[4000])
                {
                    cells++;
                    using SevuConnection connection = Connect();
                    RunResult result = Engine.Using(connection).Run(script, key, text, width);
                    IEnumerable<string> shown = result.Output.Select(output => output.BaseObject as string ?? "")
                        .Concat([.. result.Warnings, .. result.Verbose, .. result.Debug])
                        .Concat(result.Progress.SelectMany(progress => (string[])[progress.Activity, progress.StatusDescription, progress.CurrentOperation ?? ""]))
                        .Concat(result.Errors.SelectMany(ShownOf));
                    harms.AddRange(shown.Select(part => Harm(part, allowLines: part.EndsWith('\n'))).Where(harm => harm is not null).Distinct().Take(3)
                        .Select(harm => $"{what} of {name}, width {width}: {harm}"));
                }
            }
        }

        Endurance.Record($"{number} kinds of hostile text, in every field, in {Shows.Count} views and messages: harmless", $"{cells - harms.Count} of {cells}");
        Assert.True(harms.Count == 0, string.Join('\n', harms));
    }

    [Fact]
    public async Task A_report_of_it_is_harmless()
    {
        (string Name, string Text)[] texts = [.. Texts()];
        for (int i = 0; i < texts.Length; i++)
        {
            Respond($"text.{i}", texts[i].Text);
        }

        string folder = Directory.CreateTempSubdirectory("sevu-").FullName;
        using ChildSession session = new("Reports.ps1", [Emulator.Endpoint.AbsoluteUri, folder, $"{texts.Length}"]);

        await session.ReadToAsync("done");

        for (int i = 0; i < texts.Length; i++)
        {
            string report = await File.ReadAllTextAsync(Path.Combine(folder, $"{i}.html"), Cancellation);
            Assert.Contains("acme", report, StringComparison.Ordinal);
            Assert.Equal((texts[i].Name, null), (texts[i].Name, Harm(report, allowLines: true) ?? Harm(WebUtility.HtmlDecode(report), allowLines: true)));
            Assert.DoesNotContain("<script", report, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", report, StringComparison.OrdinalIgnoreCase);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Sets the responses whose every text field is this text.</summary>
    private void Respond(string key, string text)
    {
        string json = "\"" + string.Concat(text.Select(character => $"\\u{(int)character:x4}")) + "\"";
        string row = $$"""
            "ip":{{json}},"video":{{json}},"app":{{json}},"appinst":{{json}},"pageurl":{{json}},"refurl":{{json}},"reason":{{json}},"server":{{json}}
            """;
        Emulator.Respond(key, $$"""
            {"code":2101,"status":{{json}},"message":{{json}},"handle_time":{{json}},"key":{{json}},"ip":{{json}},"video":{{json}},"app":{{json}},"uses":{{json}},"active":{{json}},
             "created_date":{{json}},"used_date":{{json}},"expire_date":{{json}},"pass":{{json}},"more":[{{json}},{"a":{{json}}}],
             "attempts":[{"key":{{json}},"datetime":"2026-11-20 12:34:56","success":1,{{row}}},{"key":{{json}},"datetime":"2026-11-20 12:34:57","success":0,{{row}}},
              {"key":"acme","datetime":{{json}},"success":{{json}},{{row}}}]}
            """);
        Emulator.Respond($"fails.{key}", $$"""{"code":6,"status":{{json}},"message":{{json}},"debug":{{json}},"debug2":{{json}}}""");
        Emulator.Respond($"names.{key}", $$"""{"code":2101,{{json}}:1,{{json}}:2}""");
        string utf8 = text.Length > 5000 ? text[..5000] : text;
        Emulator.Respond($"html.{key}", utf8);
        Emulator.Respond($"around.{key}", utf8 + """{"code":2101,"key":"a"}""" + utf8);
        Emulator.Respond($"status.{key}", async context =>
        {
            context.Response.StatusCode = 500;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, utf8);
        });
    }

    private static IEnumerable<string> ShownOf(ErrorRecord error) =>
    [
        // PowerShell's question has two lines.
        error.Exception.Message.Replace($"action?{Environment.NewLine}", "", StringComparison.Ordinal), error.ErrorDetails?.Message ?? "", error.ErrorDetails?.RecommendedAction ?? "", error.CategoryInfo.TargetName, $"{error.CategoryInfo}",
    ];

    /// <returns>The first character that is not harmless, with what is around it; null if all are.</returns>
    private static string? Harm(string text, bool allowLines)
    {
        int marks = 0;
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : category == UnicodeCategory.Format ? marks : 0;
            bool harmless = category switch
            {
                UnicodeCategory.Control => allowLines && text[i] is '\r' or '\n',
                UnicodeCategory.Format => text[i] is '\u200c' or '\u200d',
                // PowerShell cuts and wraps texts without regard to pairs.
                UnicodeCategory.Surrogate => (i > 0 && text[i - 1] is '…' or '\n' or ' ') || (i + 1 < text.Length && text[i + 1] is '…' or '\r' or '\n'),
                UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned => false,
                _ => marks <= MaxMarks,
            };
            if (!harmless)
            {
                return $"U+{(int)text[i]:X4} ({category}) after '{text[Math.Max(0, i - 60)..i]}'";
            }
        }

        return null;
    }
}
