using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Values that PowerShell would convert to something else than what was meant.</summary>
public sealed class ParameterValueTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string NewYork = "2099-12-24T20:00:00-05:00";

    public static TheoryData<string> Cultures => ["en-US", "en-GB", "de-DE", "th-TH", "fa-IR", "ar-SA"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Text_is_the_same_time_in_every_culture(string culture)
    {
        Emulator.Respond("times", """
            {"code":2101,"attempts":[{"server":"before","datetime":"2026-04-01 12:00:00"},{"server":"in","datetime":"2026-08-01 12:00:00"},
                {"server":"after","datetime":"2026-12-31 12:00:00"}]}
            """);

        RunResult result = Engine.Run($$"""
            [System.Threading.Thread]::CurrentThread.CurrentCulture = '{{culture}}'
            Get-SevuTicketAttempt times -StartTime 05/12/2026 -EndTime '2026-11-30 08:00'
            New-SevuTicket v a -Expires '05/12/2099 08:00:00Z'
            """).AssertNoErrors();

        Assert.Equal("in", ((TicketAttempt)result.Output[0].BaseObject).Server);
        Assert.Equal("2099-05-12T08:00:00Z", ((Ticket)Assert.Single(result.Output.Skip(1)).BaseObject).ExpiresUtc);
    }

    [Theory]
    [InlineData($"'{NewYork}'")]
    [InlineData("' 2099-12-25T01:00:00Z '")]
    [InlineData("'2099-12-25 01:00:00.000 +00:00'")]
    [InlineData("'2099/12/25 1:00 AM Z'")]
    [InlineData("'12/25/2099 01:00:00Z'")]
    [InlineData("'Fri, 25 Dec 2099 01:00:00 GMT'")]
    [InlineData("'December 25, 2099 01:00Z'")]
    [InlineData("'2099-12-25 01:00:00.123456789+00:00'")]
    [InlineData("'2099-12-24T20:00:00-0500'")]
    [InlineData("'2099-12-24 20:00:00-05'")]
    [InlineData("'2099-12-25, 1 am GMT'")]
    [InlineData($"([datetimeoffset]'{NewYork}')")]
    [InlineData("([datetime]::new(2099, 12, 25, 1, 0, 0, [DateTimeKind]::Utc))")]
    [InlineData("([datetime]::new(2099, 12, 25, 1, 0, 0, [DateTimeKind]::Utc).ToLocalTime())")]
    [InlineData("([datetime]::SpecifyKind([datetime]::new(2099, 12, 25, 1, 0, 0, [DateTimeKind]::Utc).ToLocalTime(), 'Unspecified'))")]
    [InlineData("([psobject][datetime]::new(2099, 12, 25, 1, 0, 0, [DateTimeKind]::Utc))")]
    [InlineData("\"$([datetime]::new(2099, 12, 25, 1, 0, 0, [DateTimeKind]::Utc).ToLocalTime())\"")]
    public void Times_are_accepted_in_unambiguous_forms(string value)
        => Assert.Equal("2099-12-25T01:00:00Z", Engine.Run($"New-SevuTicket v a -Expires {value}").Single<Ticket>().ExpiresUtc);

    [Theory]
    [InlineData("00:00")]
    [InlineData("0:00:00")]
    [InlineData("12:00 AM")]
    public void A_time_of_day_is_today(string value)
    {
        DateTime before = DateTime.Today;
        Engine.Run("[System.Threading.Thread]::CurrentThread.CurrentCulture = 'th-TH'; Get-SevuTicketAttempt emulator.attempts.1 -StartTime $args[0]", value).AssertNoErrors();

        Assert.Contains(
            ((DateTime[])[before, DateTime.Today]).Select(day => day.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            day => Sent[^1].Json!.Contains($"\"starttime\":\"{day}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("6")]
    [InlineData("12.5")]
    [InlineData("4070908800")]
    [InlineData("'12.5'")]
    [InlineData("'12/24'")]
    [InlineData("'12/24/99'")]
    [InlineData("'2099-12'")]
    [InlineData("'December 2099'")]
    [InlineData("'24.12.2099'")]
    [InlineData("'05.12.2099'")]
    [InlineData("'20991224'")]
    [InlineData("'12/05 08:00 -0500'")]
    [InlineData("'+1 week'")]
    [InlineData("'2099-12-31 +1'")]
    [InlineData("'2099-12-31 -5'")]
    [InlineData("'2099-12-31 20:00 +1'")]
    [InlineData("'2099-12-31T20:00 -5'")]
    [InlineData("'2099-12-31 20:00-01:00:00'")]
    [InlineData("'Dec 31, 2099 AM'")]
    [InlineData("'2099-12-31 PM'")]
    [InlineData("'2099-12-31 20:00 PM'")]
    [InlineData("'2099-12-31 0:30 PM'")]
    [InlineData("'20:00 pm'")]
    [InlineData("'00:00 am'")]
    [InlineData("'2099-12-31 20:00 A.D.'")]
    [InlineData("'2099-12-31 20:00 Thu'")]
    [InlineData("'Mon, 31 Dec 2099 20:00'")]
    [InlineData("'2099-12-31 20:00:00.'")]
    [InlineData("'2099-12-31T 20:00'")]
    [InlineData("\"2099-12-31`0\"")]
    [InlineData("''")]
    [InlineData("$true")]
    [InlineData("([timespan]::FromDays(1))")]
    [InlineData("@{ a = 1 }")]
    public void Other_times_are_an_error_that_shows_the_right_form(string value)
    {
        foreach (string script in (string[])["New-SevuTicket v a -Expires", "Get-SevuTicketAttempt k -StartTime", "Get-SevuTicketAttempt k -EndTime"])
        {
            Assert.Contains("2026-12-24T20:00:00Z", Assert.Single(Engine.Run($"{script} {value}").Errors).Exception.Message);
        }

        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("'5'")]
    [InlineData("' 5 '")]
    [InlineData("5.0")]
    [InlineData("5d")]
    [InlineData("([long]5)")]
    [InlineData("([byte]5)")]
    [InlineData("([psobject]5)")]
    public void Whole_numbers_are_accepted(string value)
        => Assert.Equal(5, Engine.Run($"New-SevuTicket v a -Uses {value} -Connection (Connect-Sevu $args[0].CdnId -PassThru -Endpoint $args[0].Endpoint -ApiKey $args[1] -ApiSecret $args[2] -TimeoutSec {value})",
            Connect(), Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret)).Single<Ticket>().Uses);

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.4")]
    [InlineData("158.7")]
    [InlineData("0.4d")]
    [InlineData("$false")]
    [InlineData("$true")]
    [InlineData("'1,5'")]
    [InlineData("1, 5")]
    [InlineData("'1kb'")]
    [InlineData("'0x10'")]
    [InlineData("'5.0'")]
    [InlineData("''")]
    [InlineData("$null")]
    [InlineData("99999999999")]
    [InlineData("([double]::NaN)")]
    [InlineData("([dayofweek]::Monday)")]
    [InlineData("([timespan]::FromSeconds(5))")]
    [InlineData("\"5$([char]27)[31m\"")]
    [InlineData("('5' * 1000)")]
    public void Other_numbers_are_an_error(string value)
    {
        const string connect = "Connect-Sevu -Credential ([pscredential]::new('key', (ConvertTo-SecureString secret -AsPlainText -Force)))";
        string[] scripts =
        [
            "New-SevuTicket v a -Uses", $"{connect} -CdnId", $"{connect} 158 -TimeoutSec", $"{connect} 158 -MaximumRetryCount", $"{connect} 158 -RetryIntervalSec",
            "Get-SevuTicket k -ThrottleLimit", "Get-SevuTicket k -MaximumRetryCount", "Get-SevuTicketAttempt k -RetryIntervalSec",
        ];
        foreach (string script in scripts)
        {
            ErrorRecord error = Assert.Single(Engine.Run($"{script} {value}").Errors);

            Assert.StartsWith(script.StartsWith("New", StringComparison.Ordinal) ? "Sevu.InvalidUses," : "Parameter", error.FullyQualifiedErrorId);
            Assert.DoesNotContain('\u001b', error.Exception.Message);
            Assert.InRange(error.Exception.Message.Length, 1, 600);
        }

        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("([System.Collections.Generic.HashSet[string]][string[]]('a', 'b'))")]
    [InlineData("([System.Collections.Generic.Queue[string]][string[]]('a', 'b'))")]
    [InlineData("([System.Collections.Generic.List[object]]@('a', 'b'))")]
    [InlineData("([psobject][System.Collections.ArrayList]@('a', 'b'))")]
    [InlineData("([ordered]@{ a = 1; b = 2 }).Keys")]
    [InlineData("([System.Linq.Enumerable]::Distinct([string[]]('a', 'b', 'a')))")]
    [InlineData("@([char]'a', 'b')")]
    public void Each_item_of_a_list_is_one_name(string list)
    {
        RunResult result = Engine.Run($"New-SevuTicket {list} {list}; [pscustomobject]@{{ Video = {list}; App = {list} }} | New-SevuTicket").AssertNoErrors();

        Assert.All(result.All<Ticket>(), ticket => Assert.Equal(("a|b", "a|b"), (ticket.Video, ticket.App)));
    }

    [Theory]
    [InlineData("([System.Collections.Generic.HashSet[string]][string[]]('192.0.2.1', 'auto'))")]
    [InlineData("@{ '192.0.2.1' = 1 }.Keys, 'auto' | ForEach-Object { $_ }")]
    [InlineData("@([ipaddress]'192.0.2.1', 'auto')")]
    public void Each_item_of_a_list_is_one_address(string list)
        => Assert.Equal("192.0.2.1|auto", Engine.Run($"New-SevuTicket v a -IPAddress ({list})").Single<Ticket>().IPAddress);

    [Theory]
    [InlineData("@{ a = 1 }")]
    [InlineData("([ordered]@{ a = 1 })")]
    [InlineData("([System.Collections.Generic.Dictionary[string, string]]::new())")]
    [InlineData("([pscustomobject]@{ pass = 'hidden' })")]
    [InlineData("@('a', @{ a = 1 })")]
    [InlineData("$true")]
    public void Objects_are_not_names_or_addresses(string value)
    {
        foreach (string script in (string[])["New-SevuTicket -App a -Video", "New-SevuTicket -Video v -App", "New-SevuTicket v a -IPAddress", "Invoke-SevuCommand"])
        {
            string message = Assert.Single(Engine.Run($"{script} {value}").Errors).Exception.Message;
            Assert.Contains("is not text", message);
            Assert.DoesNotContain("hidden", message);
        }

        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("Uses = 0.5", "Sevu.InvalidUses", "whole number")]
    [InlineData("Uses = $false", "Sevu.InvalidUses", "whole number")]
    [InlineData("Uses = '1,5'", "Sevu.InvalidUses", "whole number")]
    [InlineData("Uses = ''", "Sevu.InvalidUses", "no value")]
    [InlineData("Uses = $null", "Sevu.InvalidUses", "no value")]
    [InlineData("Uses = @{ pass = 'hidden' }", "Sevu.InvalidUses", "whole number")]
    [InlineData("Expires = '12.5'", "Sevu.InvalidTime", "2026-12-24T20:00:00Z")]
    [InlineData("Expires = 12.5", "Sevu.InvalidTime", "2026-12-24T20:00:00Z")]
    [InlineData("Expires = ' '", "Sevu.InvalidTime", "does not expire. Give a time such as")]
    [InlineData("Expires = $null", "Sevu.InvalidTime", "does not expire. Give a time such as")]
    [InlineData("IPAddress = 'garbage/0'", "Sevu.InvalidAddress", "192.0.2.0/24")]
    [InlineData("IPAddress = '@{pass=hidden}'", "Sevu.InvalidAddress", "192.0.2.0/24")]
    [InlineData("IPAddress = $null", "Sevu.InvalidAddress", "no value")]
    [InlineData("IPAddress = @{ pass = 'hidden' }", "Sevu.InvalidAddress", "not text")]
    [InlineData("App = ''", "Sevu.InvalidName", "blank")]
    [InlineData("App = $null", "Sevu.InvalidName", "no value")]
    [InlineData("App = @('a', $null)", "Sevu.InvalidName", "blank")]
    [InlineData("App = @()", "Sevu.InvalidName", "blank")]
    [InlineData("App = @{ pass = 'hidden' }", "Sevu.InvalidName", "not text")]
    [InlineData("App = [System.Linq.Enumerable]::Select([int[]]1, [Func[int, string]] { throw 'hidden' })", "Sevu.InvalidName", "cannot be read")]
    public void A_mistake_in_a_row_is_an_error_that_names_it_and_shows_the_right_form_but_no_other_value(string mistake, string id, string form)
    {
        RunResult result = Engine.Run($$"""
            $row = @{ Video = 'one'; App = 'a'; pass = 'hidden' }
            $mistake = @{ {{mistake}} }
            $mistake.Keys | ForEach-Object { $row[$_] = $mistake[$_] }
            [pscustomobject]@{ Video = 'zero'; App = 'a' }, [pscustomobject]$row, [pscustomobject]@{ Video = 'two'; App = 'a' } | New-SevuTicket
            """);

        ErrorRecord error = result.AssertError(id);
        Assert.StartsWith("Input 2, ticket for video 'one': ", error.ErrorDetails.Message);
        Assert.Contains(form, error.ErrorDetails.Message + error.ErrorDetails.RecommendedAction);
        Assert.Contains("Nothing was sent.", error.ErrorDetails.Message);
        Assert.DoesNotContain("hidden", Engine.Show(error));
        Assert.Equal(["zero", "two"], result.All<Ticket>().Select(ticket => ticket.Video));
    }

    [Theory]
    [InlineData("''")]
    [InlineData("$null")]
    [InlineData("@()")]
    [InlineData("@{ pass = 'hidden' }")]
    [InlineData("@($null)")]
    public void The_error_of_a_row_without_a_video_names_its_number(string video)
    {
        ErrorRecord error = Engine.Run($"[pscustomobject]@{{ Video = {video}; App = 'a'; pass = 'hidden' }} | New-SevuTicket").AssertError("Sevu.InvalidName");

        Assert.StartsWith("Input 1: ", error.ErrorDetails.Message);
        Assert.DoesNotContain("hidden", Engine.Show(error));
        Assert.Empty(Sent);
    }
}
