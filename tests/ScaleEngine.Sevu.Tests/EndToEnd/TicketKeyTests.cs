using System;
using System.Linq;
using System.Management.Automation;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>What is accepted as a ticket's key, and what is an error before anything is sent.</summary>
public sealed class TicketKeyTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Key = "emulator.attempts.1";

    [Theory]
    [InlineData("@($null; 'emulator.attempts.1' + ' ')[1]")]
    [InlineData("\"emulator.attempts.1`r\"")]
    [InlineData("\"`temulator.attempts.1`r`n\"")]
    [InlineData("\"$([char]0xfeff)emulator.attempts.1\"")]
    [InlineData("\"emulator.attempts.1$([char]0x200b)\"")]
    [InlineData("\"$([char]0xa0)emulator.attempts.1$([char]0x2028)$([char]0x202e)`0\"")]
    [InlineData("[pscustomobject]@{ Key = \" emulator.attempts.1`r\" }")]
    [InlineData("'\"emulator.attempts.1\"'")]
    [InlineData("\"'emulator.attempts.1',\"")]
    [InlineData("'emulator.attempts.1;'")]
    [InlineData("' <emulator.attempts.1>, '")]
    [InlineData("'`emulator.attempts.1`'")]
    [InlineData("\"$([char]0x201e)emulator.attempts.1$([char]0x201c)\"")]
    [InlineData("\"emulator.attempts.1$([char]0xfe0f)\"")]
    [InlineData("\"$([char]0x3164)$([char]0x115f)$([char]0x1160)$([char]0xffa0)$([char]0x2800)$([char]0x34f)emulator.attempts.1\"")]
    [InlineData("\"emulator.attempts.1$([char]::ConvertFromUtf32(0xe0100))$([char]::ConvertFromUtf32(0xe0041))\"")]
    public void What_surrounds_a_key_is_removed(string input)
    {
        Engine.Run($"Get-SevuTicketAttempt ({input}); {input} | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.All(Sent, request => Assert.Contains($"\"key\":\"{Key}\"", request.Json));
    }

    [Theory]
    [InlineData("'key.1 key.2'", "U+0020")]
    [InlineData("\"key.1`nkey.2\"", "U+000A")]
    [InlineData("\"key.1$([char]0x200d)x\"", "U+200D")]
    [InlineData("\"key.1$([char]0x202e)x\"", "U+202E")]
    [InlineData("\"key.1$([char]::ConvertFromUtf32(0xe0041))x\"", "U+E0041")]
    [InlineData("'https://viewer:hidden@edge.example.com/live.m3u8?key=key.1&pass=hidden'", "URL")]
    [InlineData("'HTTPS://edge.example.com/live.m3u8'", "URL")]
    [InlineData("'pass=hidden&key=key.1'", "URL")]
    [InlineData("'key.1&pass=hidden'", "URL")]
    [InlineData("'@{key=key.1; pass=hidden}'", "URL")]
    [InlineData("'{\"Ticket\":\"key.1\",\"pass\":\"hidden\"}'", "URL")]
    [InlineData("'{ \"pass\" : \"hidden\" }'", "URL")]
    [InlineData("'{Ticket=key.1;pass:hidden}'", "URL")]
    [InlineData("'key: key.1, password: hidden'", "URL")]
    [InlineData("'https%3A%2F%2Fedge.example.com%2Flive.m3u8%3Fkey%3Dkey.1%26pass%3Dhidden'", "URL")]
    [InlineData("'%3fkey%3dkey.1%26pass%3dhidden'", "URL")]
    [InlineData("'https%253A%252F%252Fedge.example.com%253Fkey%253Dkey.1%2526pass%253Dhidden'", "URL")]
    [InlineData("'api_key=hidden&key=key.1'", "URL")]
    [InlineData("'apikey=hidden'", "URL")]
    [InlineData("'System.Object[]'", "object")]
    [InlineData("'System.Collections.Hashtable'", "object")]
    [InlineData("'System.Collections.Generic.List`1[System.String]'", "object")]
    [InlineData("'key\"1'", "'\"'")]
    [InlineData("'key.1|hidden'", "'|'")]
    [InlineData("'key.1,hidden'", "','")]
    [InlineData("'\"key.1\",\"hidden\"'", "'\"'")]
    [InlineData("'key.1&x=hidden'", "'&'")]
    [InlineData("'key.1<hidden'", "'<'")]
    [InlineData("'key.1;hidden'", "';'")]
    [InlineData("'key.1 hidden'", "U+0020")]
    [InlineData("\"key.1`thidden\"", "U+0009")]
    [InlineData("\"key.1$([char]0xfe0f)x\"", "U+FE0F")]
    [InlineData("\"key.1$([char]0x3164)x\"", "U+3164")]
    [InlineData("\"key.1$([char]0x115f)x\"", "U+115F")]
    [InlineData("\"key.1$([char]0x1160)x\"", "U+1160")]
    [InlineData("\"key.1$([char]0xffa0)x\"", "U+FFA0")]
    [InlineData("\"key.1$([char]::ConvertFromUtf32(0xe0100))x\"", "U+E0100")]
    [InlineData("'k' * 257", "257 characters")]
    [InlineData("'k' * 10000000", "10000000 characters")]
    public void What_cannot_be_a_key_is_an_error_and_the_next_ticket_is_read(string input, string reason)
    {
        RunResult result = Engine.Run($"({input}), '{Key}' | Get-SevuTicketAttempt");

        ErrorRecord error = result.AssertError("Sevu.InvalidKey");
        Assert.Contains(reason, error.ErrorDetails.Message);
        Assert.Contains("Nothing was sent", error.ErrorDetails.Message);
        Assert.Contains("'key='", error.ErrorDetails.RecommendedAction);
        Assert.InRange(error.ErrorDetails.Message.Length, 1, 500);
        Assert.DoesNotContain("hidden", result.AllText());
        Assert.DoesNotContain('\u202e', result.AllText());
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Single(result.Attempts);
        Assert.Single(Sent);
    }

    [Theory]
    [InlineData("a.B-c_9")]
    [InlineData("live/stream:1@edge")]
    [InlineData("é.53ffc996dd39d5")]
    [InlineData("System.1.2")]
    [InlineData("monkey.pass.1")]
    [InlineData("a=b+c~d%zz")]
    [InlineData("(a)[b]*?#!$")]
    public void What_could_be_a_key_is_sent(string key)
    {
        Engine.Run("Get-SevuTicketAttempt $args[0]", key).AssertNoErrors();

        Assert.Single(Sent);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'x'; pass = 'hidden' } | Get-SevuTicket", "Input 1: ")]
    [InlineData("[pscustomobject]@{ Name = 'x'; pass = 'hidden' } | Get-SevuTicketAttempt", "Input 1: ")]
    [InlineData("'', [pscustomobject]@{ Name = 'x'; pass = 'hidden' } | Revoke-SevuTicket -Confirm:$false", "Input 2: ")]
    [InlineData("'', @{ pass = 'hidden' } | Revoke-SevuTicket -WhatIf", "Input 2: ")]
    [InlineData("'Name;pass', 'x;hidden' | ConvertFrom-Csv | Get-SevuTicket", "Input 1: ")]
    [InlineData("'', '', 'key.1,hidden' | Get-SevuTicket", "Input 3: ")]
    [InlineData("'', @{ pass = 'hidden' } | ForEach-Object { if ($_) { $_ | Add-Member ScriptProperty Key { throw 'hidden' } }; $_ } | Get-SevuTicket", "Input 2: ")]
    [InlineData("[pscustomobject]@{ pass = 'hidden'; Key = [System.Linq.Enumerable]::Select([int[]]1, [Func[int, string]] { throw 'hidden' }) } | Get-SevuTicket", "Input 1: ")]
    public void The_error_of_a_row_names_it_and_holds_no_value_of_it(string script, string name)
    {
        ErrorRecord error = Engine.Run(script).AssertError("Sevu.InvalidKey");

        Assert.StartsWith(name, error.ErrorDetails.Message);
        Assert.DoesNotContain("hidden", Engine.Show(error));
        Assert.Empty(Sent);
    }

    [Fact]
    public void An_object_without_a_key_on_the_command_line_ends_the_command()
    {
        RunResult result = Engine.Run("Get-SevuTicket @{ pass = 'hidden' }");

        Assert.NotNull(result.Terminated);
        Assert.DoesNotContain("hidden", Engine.Show(result.AssertError("Sevu.InvalidKey")));
    }

    [Fact]
    public void The_error_of_a_row_does_not_stay_with_the_next_row()
    {
        RunResult result = Engine.Run($"[pscustomobject]@{{ Name = 'x' }}, [pscustomobject]@{{ Key = '{Key}' }} | Get-SevuTicketAttempt");

        result.AssertError("Sevu.InvalidKey");
        Assert.Single(result.Attempts);
    }

    [Theory]
    [InlineData("Get-SevuTicket")]
    [InlineData("Revoke-SevuTicket -Confirm:$false")]
    public void Every_cmdlet_rejects_what_cannot_be_a_key(string cmdlet)
    {
        Engine.Run($"'a b' | {cmdlet}").AssertError("Sevu.InvalidKey");

        Assert.Empty(Sent);
    }

    [Fact]
    public void Completion_does_not_offer_what_cannot_be_a_key()
    {
        Engine.Run("Get-SevuTicketAttempt valid.key, 'https://example.com/?key=k&pass=hidden' -ErrorAction SilentlyContinue");

        CommandCompletion offered = Engine.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null, [powershell]::Create('CurrentRunspace'))",
            "Get-SevuTicket ").Single<CommandCompletion>();

        Assert.DoesNotContain(offered.CompletionMatches, match => match.CompletionText.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public void Blank_lines_are_skipped()
    {
        RunResult result = Engine.Run($"'', '  ', \"`r\", [string][char]0xfeff, '{Key}' | Get-SevuTicketAttempt -Verbose").AssertNoErrors();

        Assert.Single(result.Attempts);
        Assert.Single(Sent);
        Assert.Equal(4, result.Verbose.Count(line => line == "A blank line was skipped."));
    }

    [Theory]
    [InlineData("Get-SevuTicketAttempt ''")]
    [InlineData("Get-SevuTicketAttempt ' '")]
    [InlineData("Get-SevuTicketAttempt $null")]
    [InlineData("[pscustomobject]@{ Key = '' } | Get-SevuTicketAttempt")]
    [InlineData("[pscustomobject]@{ Ticket = \" `r\" } | Get-SevuTicketAttempt")]
    [InlineData("[pscustomobject]@{ Key = [string][char]0xfeff } | Get-SevuTicketAttempt")]
    [InlineData("[pscustomobject]@{ Key = $null } | Get-SevuTicketAttempt")]
    [InlineData("@{ Key = '' } | Get-SevuTicketAttempt")]
    [InlineData("$null | Get-SevuTicketAttempt")]
    [InlineData("[pscustomobject]@{ Key = '' } | Get-SevuTicket")]
    [InlineData("'', 'no.such.ticket' | ForEach-Object { @{ Key = $_.Substring(0, 0) } } | Select-Object -First 1 | Revoke-SevuTicket -Confirm:$false")]
    public void A_blank_key_is_an_error(string script)
    {
        Engine.Run(script).AssertError("Sevu.EmptyKey");

        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("([pscustomobject]@{ Ticket = [pscustomobject]@{ key = 'emulator.attempts.1'; pass = 'hidden' } })")]
    [InlineData("([pscustomobject]@{ Key = [pscustomobject]@{ Ticket = @{ KEY = 'emulator.attempts.1'; pass = 'hidden' } } })")]
    [InlineData("@{ ticket = 'emulator.attempts.1'; pass = 'hidden' }")]
    [InlineData("([ordered]@{ Name = 'a'; Key = 'emulator.attempts.1' })")]
    [InlineData("('{\"Ticket\":{\"key\":\"emulator.attempts.1\",\"pass\":\"hidden\"}}' | ConvertFrom-Json -AsHashtable)")]
    [InlineData("([pscustomobject]@{ Key = , 'emulator.attempts.1' })")]
    [InlineData("([xml]'<row><Key>emulator.attempts.1</Key></row>').row")]
    [InlineData("@{ 'emulator.attempts.1' = 1 }.Keys")]
    [InlineData("([System.Collections.Generic.Queue[string]][string[]]'emulator.attempts.1')")]
    [InlineData("([System.Collections.Generic.HashSet[string]][string[]]'emulator.attempts.1')")]
    [InlineData("([System.Collections.Generic.List[object]]@(@{ Key = 'emulator.attempts.1' }))")]
    [InlineData("([System.Linq.Enumerable]::Distinct([string[]]('emulator.attempts.1', 'emulator.attempts.1')))")]
    [InlineData("([psobject][System.Collections.ArrayList]@('emulator.attempts.1'))")]
    public void Takes_the_key_of_objects_and_each_item_of_a_list(string argument)
    {
        RunResult result = Engine.Run($"Get-SevuTicketAttempt {argument}").AssertNoErrors();

        Assert.Equal(Key, Assert.Single(result.Attempts).Key);
        Assert.Contains($"\"key\":\"{Key}\"", Assert.Single(Sent).Json);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Ticket = [pscustomobject]@{ id = 1; pass = 'hidden' } }", "id, pass")]
    [InlineData("[pscustomobject]@{ Key = @{ pass = 'hidden' } }", "pass")]
    [InlineData("$deep = @{}; $deep.Key = $deep; $deep", "levels")]
    [InlineData("[pscustomobject]@{ Kunde = 'hidden'; Schlüssel = 'hidden' }", "Kunde, Schlüssel")]
    [InlineData("[pscustomobject]@{ \"Red$([char]27)[31m\" = 'hidden'; b = 1 }", "Red␛[31m, b")]
    [InlineData("$row = [ordered]@{}; 1..10000 | ForEach-Object { $row[\"Column$_\"] = 'hidden' }; [pscustomobject]$row", "Column1, Column2")]
    [InlineData("'Name;Key', 'hidden;k' | ConvertFrom-Csv", "-Delimiter")]
    [InlineData("\"Name`tKey\", \"hidden`tk\" | ConvertFrom-Csv", "-Delimiter")]
    [InlineData("'Name,Key', 'hidden,k' | ConvertFrom-Csv -Delimiter ';'", "-Delimiter")]
    [InlineData("'hidden' | Group-Object", "-ExpandProperty Name")]
    [InlineData("[pscustomobject]@{ Key = 'hidden' } | Group-Object Key -NoElement", "-ExpandProperty Name")]
    [InlineData("'hidden' | Group-Object | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }", "-ExpandProperty Name")]
    [InlineData("$true", "no property 'Key'")]
    [InlineData("Get-Date", "no property 'Key'")]
    public void The_error_for_an_object_without_a_key_says_what_to_do_and_shows_no_value(string input, string advice)
    {
        ErrorRecord error = Engine.Run($"& {{ {input} }} | Get-SevuTicketAttempt").AssertError("Sevu.InvalidKey");

        Assert.Contains(advice, error.Exception.Message);
        Assert.DoesNotContain("hidden", error.Exception.Message);
        Assert.DoesNotContain('\u001b', error.Exception.Message);
        Assert.InRange(error.Exception.Message.Length, 1, 600);
        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("Get-SevuTicketAttempt {0}, no.such.ticket", true)]
    [InlineData("'', '{0}' | Get-SevuTicketAttempt", true)]
    [InlineData("Get-SevuTicketAttempt {0} -StartTime 2026-01-01", false)]
    [InlineData("Get-SevuTicketAttempt {0} -EndTime 2026-01-01", false)]
    [InlineData("Get-SevuTicketAttempt {0}, emulator.attempts.1", false)]
    [InlineData("Get-SevuTicketAttempt {0}, emulator.http.502 -ErrorAction SilentlyContinue", false)]
    [InlineData("Get-SevuTicketAttempt {0}, 'a b' -ErrorAction SilentlyContinue", false)]
    [InlineData("@() | Get-SevuTicketAttempt", false)]
    [InlineData("'' | Get-SevuTicketAttempt", false)]
    public void A_run_that_finds_no_attempts_at_all_warns_once(string script, bool warns)
    {
        RunResult result = Engine.Run(script.Replace("{0}", Log.UnusedTicket.Key, StringComparison.Ordinal));

        Assert.Equal(warns ? 1 : 0, result.Warnings.Count(warning => warning.Contains("Get-SevuTicket.", StringComparison.Ordinal)));
    }
}
