using System;
using System.Linq;
using System.Management.Automation;
using ScaleEngine.Sevu.Emulator.Tickets;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class MeasureSevuTicketAttemptTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Row = "[pscustomobject]@{ Key = 'a'; DateTimeUtc = '2026-01-02T03:04:05Z'; IPAddress = '192.0.2.1'; Success = 'True'; Reason = 'Success' }";

    private string[] Keys => [.. Log.Tickets.Select(ticket => ticket.Key)];

    [Fact]
    public void Of_the_sample_tickets_only_the_shared_one_is_suspected()
    {
        TicketSummary[] summaries = [.. Engine.Run("$args[0] | Get-SevuTicketAttempt | Measure-SevuTicketAttempt -Key $args[0]", (object)Keys)
            .AssertNoErrors().All<TicketSummary>()];

        Assert.Equal(Keys, summaries.Select(summary => summary.Key));
        Assert.Equal(Log.Tickets.Select(ticket => (long)ticket.Attempts.Count), summaries.Select(summary => summary.Attempts));
        Assert.Equal(Log.SharedTicket.Key, Assert.Single(summaries, summary => summary.SharingSuspected != false).Key);
        TicketSummary shared = summaries[0];
        Assert.Equal((1L, 1L), (shared.AcceptedNetworks, shared.AcceptedNetworksInWindow));
        Assert.True(shared.OutsideNetworks > 77);
        Assert.Contains($"uses: {shared.OutsideNetworks}, at most {shared.OutsideNetworksInWindow} within 01:00:00. Suspected: more than 5", shared.SharingEvidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void Rows_of_every_kind_add_up_to_the_same(string culture)
    {
        string[] texts = [.. Engine.Run(
            """
            [cultureinfo]::CurrentCulture = $args[1]
            $attempts = $args[0] | Get-SevuTicketAttempt
            function Format-Summary { $input | ConvertTo-Json -Depth 5 }
            $attempts | Measure-SevuTicketAttempt | Format-Summary
            $attempts | ConvertTo-Csv | ConvertFrom-Csv | Measure-SevuTicketAttempt | Format-Summary
            $attempts | ConvertTo-Csv -UseCulture | ConvertFrom-Csv -UseCulture | Measure-SevuTicketAttempt | Format-Summary
            $attempts | ForEach-Object { ConvertTo-Json $_ -Compress } | ConvertFrom-Json | Measure-SevuTicketAttempt | Format-Summary
            $attempts | Select-Object * | Measure-SevuTicketAttempt | Format-Summary
            $attempts | Select-Object * -ExcludeProperty DateTimeUtc | Measure-SevuTicketAttempt | Format-Summary
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($attempts, 3)) | Measure-SevuTicketAttempt | Format-Summary
            Measure-SevuTicketAttempt -InputObject $attempts | Format-Summary
            """,
            Keys.Where(key => key != Log.HostileTicket.Key).ToArray(),
            culture).AssertNoErrors().All<string>()];

        Assert.Equal(8, texts.Length);
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    [Theory]
    [InlineData("'text'", "no property Key")]
    [InlineData("42", "no property Key")]
    [InlineData("@{ Key = 'a' }", "no property Key")]
    [InlineData("(Get-Date)", "no property Key")]
    [InlineData($"({Row} | Select-Object * -ExcludeProperty Success)", "no property Success")]
    [InlineData($"({Row} | Select-Object * -ExcludeProperty Reason)", "no property Reason")]
    [InlineData($"({Row} | Select-Object * -ExcludeProperty IPAddress)", "no property IPAddress")]
    [InlineData($"({Row} | Select-Object * -ExcludeProperty DateTimeUtc)", "no property DateTime")]
    [InlineData($"({Row} | ForEach-Object {{ $_.Success = '1'; $_ }})", "Success cannot be read: '1'")]
    [InlineData($"({Row} | ForEach-Object {{ $_.Success = $null; $_ }})", "Success cannot be read: ''")]
    [InlineData($"({Row} | ForEach-Object {{ $_.DateTimeUtc = '02.01.2026 03:04:05'; $_ }})", "DateTimeUtc cannot be read: '02.01.2026 03:04:05'")]
    [InlineData($"({Row} | ForEach-Object {{ $_.DateTimeUtc = 42; $_ }})", "DateTimeUtc cannot be read: '42'")]
    [InlineData($"({Row} | Select-Object *, @{{ n = 'DateTime'; e = {{ '2026-01-02 03:04:05' }} }} -ExcludeProperty DateTimeUtc)", "DateTime cannot be read")]
    [InlineData($"({Row} | ForEach-Object {{ $_.Key = @{{ pass = 'secret' }}; $_ }})", "Key cannot be read: 'Hashtable'")]
    [InlineData($"({Row} | Add-Member ScriptProperty Video {{ throw 'secret' }} -PassThru)", "Video cannot be read")]
    public void A_row_that_is_no_attempt_is_an_error_for_that_row(string row, string reason)
    {
        RunResult result = Engine.Run($"{Row}, {row}, {Row} | Measure-SevuTicketAttempt");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("Sevu.InvalidAttempt,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Input 2: ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Null(error.TargetObject);
        Assert.Equal(2, Assert.Single(result.All<TicketSummary>()).Attempts);
    }

    [Theory]
    [InlineData("'2026-01-02T03:04:05Z'", "2026-01-02T03:04:05Z")]
    [InlineData("'2026-01-02T04:04:05+01:00'", "2026-01-02T03:04:05Z")]
    [InlineData("'2026-01-02 03:04:05'", "2026-01-02T03:04:05Z")]
    [InlineData("[datetime]::new(2026, 1, 2, 3, 4, 5)", "2026-01-02T03:04:05Z")]
    [InlineData("[datetimeoffset]'2026-01-02T04:04:05+01:00'", "2026-01-02T03:04:05Z")]
    [InlineData("''", null)]
    [InlineData("$null", null)]
    public void A_time_may_be_of_several_types(string value, string? utc)
    {
        TicketSummary summary = Engine.Run($"{Row} | ForEach-Object {{ $_.DateTimeUtc = {value}; $_ }} | Measure-SevuTicketAttempt").Single<TicketSummary>();

        Assert.Equal(utc, summary.FirstUtc);
        Assert.Equal(utc is null ? 1 : 0, summary.WithoutTime);
    }

    [Fact]
    public void Without_attempts_the_named_tickets_have_a_summary()
    {
        Assert.Empty(Engine.Run("@() | Measure-SevuTicketAttempt").AssertNoErrors().Output);
        TicketSummary summary = Engine.Run("@() | Measure-SevuTicketAttempt \" a`r`n\"").Single<TicketSummary>();

        Assert.Equal(("a", 0L, (bool?)false), (summary.Key, summary.Attempts, summary.SharingSuspected));
    }

    [Theory]
    [InlineData("$null", "Sevu.EmptyKey")]
    [InlineData("''", "Sevu.EmptyKey")]
    [InlineData("'a b'", "Sevu.InvalidKey")]
    public void What_is_no_key_is_an_error_and_the_rest_is_measured(string key, string id)
    {
        RunResult result = Engine.Run($"{Row} | Measure-SevuTicketAttempt -Key {key}, b");

        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["b", "a"], result.All<TicketSummary>().Select(summary => summary.Key));
    }

    [Theory]
    [InlineData("60")]
    [InlineData("'1'")]
    [InlineData("'00:00:59'")]
    [InlineData("'32.00:00:00'")]
    [InlineData("'00:01:00.5'")]
    [InlineData("$null")]
    public void A_window_that_could_be_mistaken_is_an_error(string window)
        => Assert.StartsWith(
            "ParameterArgumentTransformationError,",
            Assert.Single(Engine.Run($"{Row} | Measure-SevuTicketAttempt -Window {window}").Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("00:01:00", 60)]
    [InlineData("(New-TimeSpan -Minutes 30)", 1800)]
    [InlineData("31.00:00:00", 2678400)]
    public void The_window_is_a_time_span_or_its_text(string window, long seconds)
        => Assert.Equal(seconds, Engine.Run($"{Row} | Measure-SevuTicketAttempt -Window {window}").Single<TicketSummary>().WindowSec);

    [Fact]
    public void Attempts_that_are_piped_to_Revoke_SevuTicket_ask_and_revoke_once_a_ticket()
    {
        string key = Engine.Run("New-SevuTicket v a -IPAddress 0.0.0.0/0").Single<Ticket>().Key!;
        Viewer viewer = new("192.0.2.7", Log.Find(key)!.Rules.Pass, "v", "a");
        for (int i = 0; i < 5; i++)
        {
            Emulator.Watch(key, viewer);
        }

        Assert.Equal(5, Engine.Run("Get-SevuTicketAttempt $args[0]", key).Output.Count);
        Engine.Run("Get-SevuTicketAttempt $args[0] | Revoke-SevuTicket -Confirm:$false", key).AssertNoErrors();

        Assert.False(Log.Find(key)!.Active);
        Assert.Single(RequestsFor("sevu.revoke"));
    }

    [Fact]
    public void The_suspected_tickets_can_be_piped_to_Revoke_SevuTicket()
    {
        RunResult result = Engine.Run(
            "$args[0] | Get-SevuTicketAttempt | Measure-SevuTicketAttempt | Where-Object SharingSuspected | Get-SevuTicket", (object)Keys).AssertNoErrors();

        Assert.Equal(Log.SharedTicket.Key, result.Single<Ticket>().Key);
    }

    [Theory]
    [InlineData(79, "Suspected")]
    [InlineData(80, "Suspected")]
    [InlineData(119, "OutsideNetworks")]
    [InlineData(120, "OutsideNetworks")]
    public void The_table_ends_with_a_whole_column(int width, string last)
    {
        string[] lines = Engine.Run(
            @"($args[0] | Get-SevuTicketAttempt | Measure-SevuTicketAttempt | Format-Table | Out-String -Width $args[1]) -replace '\e\[[0-9;]*m'", Keys, width)
            .Single<string>().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToArray();

        Assert.EndsWith(" " + last, lines[0], StringComparison.Ordinal);
        Assert.Matches($@"^{Log.SharedTicket.Key} +1200 +701 +499 True", lines[2]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void CSV_and_JSON_have_the_names_and_their_numbers()
    {
        string[] texts = [.. Engine.Run(
            """
            $summary = Get-SevuTicketAttempt $args[0] | Measure-SevuTicketAttempt
            ($summary | ConvertTo-Csv | ConvertFrom-Csv).Reasons
            ($summary | ConvertTo-Json | ConvertFrom-Json).Reasons[0].Name
            $summary.Reasons | Where-Object Name -eq 'Token Revoked' | ForEach-Object Count
            """,
            Log.RevokedTicket.Key).AssertNoErrors().Output.Select(line => line.ToString())];
        int revoked = Log.RevokedTicket.Attempts.Count(attempt => attempt.Reason == "Token Revoked");

        Assert.Equal([$"Success {260 - revoked}, Token Revoked {revoked}", "Success", $"{revoked}"], texts);
    }
}
