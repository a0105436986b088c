using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Emulator.Tickets;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>The parameters that select attempts, compared with Where-Object and with PowerShell's own operators.</summary>
public sealed class AttemptFilterTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("-Rejected", "-not $_.Success")]
    [InlineData("-Accepted", "$_.Success")]
    [InlineData("-Rejected:$false", "$true")]
    [InlineData("-Reason 'exceeded*'", "$_.Reason -like 'exceeded*'")]
    [InlineData("-Reason 'Exceeded max views', '*address'", "$_.Reason -like 'Exceeded max views' -or $_.Reason -like '*address'")]
    [InlineData("-Reason Exceeded", "$_.Reason -like 'Exceeded'")]
    [InlineData("-Video *_720p, event/back*", "$_.Video -like '*_720p' -or $_.Video -like 'event/back*'")]
    [InlineData("-App ACME-*", "$_.App -like 'ACME-*'")]
    [InlineData("-IPAddress 203.0.113.24", "$_.IPAddress -eq '203.0.113.24'")]
    [InlineData("-IPAddress 203.0.113.0/24, 2001:db8::/32", "$_.IPAddress -like '203.0.113.*' -or $_.IPAddress -like '2001:db8:*'")]
    [InlineData("-IPAddress ([ipaddress]'203.0.113.24')", "$_.IPAddress -eq '203.0.113.24'")]
    [InlineData("-Rejected -Reason *views -Video *main* -IPAddress 192.0.2.0/24", "-not $_.Success -and $_.Reason -like '*views' -and $_.Video -like '*main*' -and $_.IPAddress -like '192.0.2.*'")]
    public void A_parameter_selects_what_Where_Object_selects(string parameters, string condition)
    {
        RunResult expected = Engine.Run($"Get-SevuTicketAttempt $args[0] | Where-Object {{ {condition} }}", Log.SharedTicket.Key).AssertNoErrors();
        RunResult found = Engine.Run($"Get-SevuTicketAttempt $args[0] {parameters}", Log.SharedTicket.Key).AssertNoErrors();

        Assert.Equal(expected.Attempts.Select(attempt => attempt.ToString()), found.Attempts.Select(attempt => attempt.ToString()));
        Assert.NotEmpty(expected.Output.Concat(condition.EndsWith("'Exceeded'", StringComparison.Ordinal) ? [new PSObject()] : []));
    }

    [Fact]
    public void All_selected_attempts_of_several_tickets_come_in_the_order_of_the_input()
    {
        RunResult result = Engine.Run(
            "$args[0] | Get-SevuTicketAttempt -Rejected -ThrottleLimit 4", (object)new[] { Log.SharedTicket.Key, Log.PublicTicket.Key, Log.RevokedTicket.Key }).AssertNoErrors();

        EmulatedTicket[] tickets = [Log.SharedTicket, Log.PublicTicket, Log.RevokedTicket];
        Assert.Equal(
            tickets.SelectMany(ticket => ticket.Attempts.Where(logged => logged.Reason != "Success").Select(_ => ticket.Key)),
            result.Attempts.Select(attempt => attempt.Key)!);
    }

    /// <summary>Every pattern with every text, in cultures with rules of their own.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("lt-LT")]
    [InlineData("th-TH")]
    public void Patterns_mean_what_they_mean_to_the_like_operator(string culture)
    {
        string?[] texts =
        [
            null, "", "Invalid IP Address", "INVALID IP ADDRESS", "ınvalid ıp address", "İnvalid İP Address", "a", "A", "b", "z", "[a]", "a*b", "axb", "a?b", "a`b",
            "*", "?", "`", "é", "É", "e\u0301", "straße", "STRASSE", "ß", "\u00ad", "a\u00adb", "a\u200db", "ab", "\u0000", "a\nb", "🎬", "🎬b", "Σίσυφος", "ς", "I", "i", "ı", "İ", "9", "-", "]", "\ufffd",
        ];
        string[] patterns =
        [
            "", "*", "?", "??", "[a-z]", "[A-Z]", "[a-z]*", "[ı-z]", "[iı]", "`*", "`?", "``", "a`*b", "a*b", "a?b", "a``b", "`[a`]", "[[]a]", "[]]", "[-]", "[0-9]", "invalid*", "INVALID*", "*ip*", "*IP address",
            "invalid ip address", "é", "É*", "*É", "e?", "STRA?E", "straße", "strasse", "*ss*", "ab", "a*", "🎬", "🎬*", "?🎬", "σίσυφος", "*Σ", "i", "I", "ı", "İ", "[^a]", "a\nb", "a`nb", "*\u0000*", "\ufffd",
        ];
        string log = JsonSerializer.Serialize(texts.Select(text => new { reason = text }));
        // A key for each request: the same request would wait for the next second.
        for (int i = -1; i < patterns.Length; i++)
        {
            Emulator.Respond($"like.{culture}.{i}", $$"""{"code":2101,"attempts":{{log}}}""");
        }

        RunResult result = Engine.Run(
            """
            $culture = $args[0]
            $old = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = $args[0]
                $all = Get-SevuTicketAttempt "like.$culture.-1"
                for ($i = 0; $i -lt $args[1].Count; $i++) {
                    $pattern = $args[1][$i]
                    $expected = try { @($all | Where-Object { $_.Reason -like $pattern }) -join ' | ' } catch { 'not valid' }
                    $found = try { @(Get-SevuTicketAttempt "like.$culture.$i" -Reason $pattern) -join ' | ' } catch { 'not valid' }
                    if ($found -cne $expected) { "'$pattern' finds $found, not $expected" }
                }
            }
            finally { [cultureinfo]::CurrentCulture = $old }
            """,
            culture,
            patterns).AssertNoErrors();

        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("tr-TR", false)]
    [InlineData("en-US", true)]
    public void Patterns_are_compared_in_the_culture_in_which_they_were_given(string culture, bool expected)
    {
        CultureInfo old = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Func<string?, bool> isLike = LikePatterns.ToPredicate(["INVALID*"])!;
            CultureInfo.CurrentCulture = new CultureInfo(expected ? "tr-TR" : "en-US");

            Assert.Equal(expected, isLike("invalid"));
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    [Theory]
    [InlineData("-IPAddress 10.0.0.0/33", "Sevu.InvalidAddressRange")]
    [InlineData("-IPAddress 300.1.1.1", "Sevu.InvalidAddressRange")]
    [InlineData("-IPAddress 192.0.2.1, '10.0.0.1-5'", "Sevu.InvalidAddressRange")]
    [InlineData("-IPAddress fe80::1%eth0", "Sevu.InvalidAddressRange")]
    [InlineData("-IPAddress 10.0.0.1/8", "Sevu.InvalidAddressRange")]
    [InlineData("-IPAddress ''", "Sevu.InvalidAddressRange")]
    [InlineData("-IPAddress auto", "Sevu.InvalidAddressRange")]
    [InlineData("-IPAddress $null", "ParameterArgumentTransformationError")]
    [InlineData("-IPAddress @()", "ParameterArgumentValidationError")]
    [InlineData("-Reason $null", "ParameterArgumentTransformationError")]
    [InlineData("-Reason 'a', $null", "ParameterArgumentValidationError")]
    [InlineData("-Reason @()", "ParameterArgumentValidationError")]
    [InlineData("-Reason '[a'", "Sevu.InvalidPattern")]
    [InlineData("-Video @{}", "ParameterArgumentTransformationError")]
    [InlineData("-Rejected -Accepted", "AmbiguousParameterSet")]
    public void A_condition_that_is_wrong_is_refused_before_anything_is_sent(string parameters, string errorId)
    {
        RunResult result = Engine.Run($"Get-SevuTicketAttempt some.key {parameters}");

        Assert.StartsWith(errorId, Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.NotNull(result.Terminated);
        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("-Rejected")]
    [InlineData("-Accepted")]
    [InlineData("-Reason x")]
    [InlineData("-IPAddress 192.0.2.1")]
    [InlineData("-Video x")]
    [InlineData("-App x")]
    [InlineData("")]
    public void That_nothing_was_found_is_a_warning_only_without_a_condition(string parameters)
    {
        RunResult result = Engine.Run($"Get-SevuTicketAttempt $args[0] {parameters}", Log.UnusedTicket.Key).AssertNoErrors();

        Assert.Equal(parameters.Length == 0 ? 1 : 0, result.Warnings.Count);
    }

    [Fact]
    public void Verbose_counts_every_attempt_that_was_read()
    {
        Emulator.Respond("counted", """{"code":2101,"attempts":[{"success":1},{"success":1},{"success":0}]}""");

        RunResult result = Engine.Run("Get-SevuTicketAttempt counted -Rejected -Verbose").AssertNoErrors();

        Assert.Single(result.Output);
        Assert.Contains("3 attempts", Assert.Single(result.Verbose));
    }

    [Fact]
    public void The_cmdlets_that_compare_objects_tell_attempts_apart()
    {
        Emulator.Respond("unique", """
            {"code":2101,"attempts":[
                {"key":"unique","datetime":"2026-11-24 10:00:00","ip":"192.0.2.1","success":1},{"key":"unique","datetime":"2026-11-24 10:00:01","ip":"192.0.2.1","success":1},
                {"key":"unique","datetime":"2026-11-24 10:00:00","ip":"192.0.2.2","success":1},{"key":"unique","datetime":"2026-11-24 10:00:00","ip":"192.0.2.1","success":1}]}
            """);

        RunResult result = Engine.Run(
            """
            $all = Get-SevuTicketAttempt unique
            @($all | Sort-Object -Unique).Count
            @($all | Select-Object -Unique).Count
            @($all | Get-Unique).Count
            (Compare-Object $all[0, 1] $all[0, 2] | ForEach-Object { $_.SideIndicator + $_.InputObject.IPAddress + $_.InputObject.DateTimeUtc }) -join ' '
            """).AssertNoErrors();

        Assert.Equal(
            ["3", "3", "4", "=>192.0.2.22026-11-24T10:00:00Z <=192.0.2.12026-11-24T10:00:01Z"],
            result.Output.Select(output => string.Format(CultureInfo.InvariantCulture, "{0}", output)));
    }

    [Fact]
    public void Exports_have_the_network_beside_the_address()
    {
        Emulator.Respond("network", """{"code":2101,"attempts":[{"ip":"203.0.113.24"},{"ip":"2001:db8:1:2::7"},{"ip":"unknown"},{}]}""");

        RunResult result = Engine.Run("Get-SevuTicketAttempt network | Select-Object IPAddress, Network | ConvertTo-Csv -NoTypeInformation").AssertNoErrors();

        Assert.Equal(
            ["\"IPAddress\",\"Network\"", "\"203.0.113.24\",\"203.0.113.0/24\"", "\"2001:db8:1:2::7\",\"2001:db8:1:2::/64\"", "\"unknown\",", ","],
            result.All<string>());
    }
}
