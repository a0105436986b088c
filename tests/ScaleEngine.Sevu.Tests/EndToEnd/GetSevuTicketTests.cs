using System;
using System.Globalization;
using System.Linq;
using ScaleEngine.Sevu.Emulator.Tickets;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class GetSevuTicketTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void Outputs_all_values_of_the_ticket()
    {
        EmulatedTicket expected = Log.ExpiredTicket;

        Ticket ticket = Engine.Run("Get-SevuTicket $args[0]", expected.Key).Single<Ticket>();

        Assert.Equal(
            (expected.Key, "event/*", "acme-live", "198.51.100.140", 0L, true),
            (ticket.Key!, ticket.Video!, ticket.App!, ticket.IPAddress!, ticket.Uses!.Value, ticket.Active!.Value));
        Assert.Equal(expected.Rules.Pass, Samples.Plain(ticket.Password));
        Assert.Equal(
            (expected.Created.UtcDateTime, expected.LastUsed!.Value.UtcDateTime, expected.Rules.Expires!.Value.UtcDateTime),
            (ticket.Created!.Value.ToUniversalTime(), ticket.Used!.Value.ToUniversalTime(), ticket.Expires!.Value.ToUniversalTime()));
        Assert.All([ticket.Created, ticket.Used, ticket.Expires], time => Assert.Equal(DateTimeKind.Local, time!.Value.Kind));
        Assert.Equal(
            ((DateTimeOffset?[])[expected.Created, expected.LastUsed, expected.Rules.Expires])
                .Select(time => time!.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
            [ticket.CreatedUtc, ticket.UsedUtc, ticket.ExpiresUtc]);
    }

    [Fact]
    public void Outputs_null_for_the_services_null_date()
    {
        Ticket ticket = Engine.Run("Get-SevuTicket $args[0]", Log.UnusedTicket.Key).Single<Ticket>();

        Assert.Null(ticket.Used);
        Assert.Null(ticket.UsedUtc);
        Assert.Null(ticket.Expires);
        Assert.Null(ticket.ExpiresUtc);
        Assert.NotNull(ticket.Created);
    }

    [Fact]
    public void Accepts_attempts_and_tickets_and_uses_their_keys()
    {
        RunResult result = Engine.Run(
            "Get-SevuTicketAttempt $args[0] | ForEach-Object { $once = $true } { if ($once) { $_; $once = $false } } | Get-SevuTicket | Get-SevuTicket",
            Log.PublicTicket.Key).AssertNoErrors();

        Assert.Equal(Log.PublicTicket.Key, Assert.Single(result.All<Ticket>()).Key);
    }

    [Fact]
    public void A_ticket_converts_to_its_key()
        => Assert.Equal($"<{Log.HomeTicket.Key}>", Engine.Run("\"<$(Get-SevuTicket $args[0])>\"", Log.HomeTicket.Key).Single<string>());

    [Theory]
    [InlineData("""{"status":"success","key":"k","uses":"5","active":"1"}""", 5L, true)]
    [InlineData("""{"uses":5,"active":1,"key":"k"}""", 5L, true)]
    [InlineData("""{"ticket":{"key":"k","uses":0,"active":"0"},"status":"success"}""", 0L, false)]
    [InlineData("""{"code":2199,"status":"success","key":"k","active":true,"unknown":[{"key":"other"}]}""", null, true)]
    [InlineData("""{"status":"success","key":"k","uses":"","active":null,"pass":null,"expire":null}""", null, null)]
    public void Reads_values_in_any_form(string body, long? uses, bool? active)
    {
        Ticket ticket = GetTicket(body).Single<Ticket>();

        Assert.Equal(("k", uses, active), (ticket.Key, ticket.Uses, ticket.Active));
        Assert.Null(ticket.Password);
    }

    [Theory]
    [InlineData("""{"status":"success","key":"k","expire":"2026-12-24 23:59:59"}""")]
    [InlineData("""{"status":"success","key":"k","expire_date":"2026-12-24 23:59:59"}""")]
    [InlineData("""{"status":"success","key":"k","expire_date":"2026-12-24 23:59:59","expire":"0000-00-00 00:00:00"}""")]
    public void Reads_the_expiry_under_both_names(string body)
        => Assert.Equal("2026-12-24T23:59:59Z", GetTicket(body).Single<Ticket>().ExpiresUtc);

    [Fact]
    public void Warns_once_about_an_unreadable_time()
    {
        Emulator.Respond("odd", """{"status":"success","key":"odd","created_date":"yester\u001bday"}""");

        RunResult result = Engine.Run("'odd', 'odd' | Get-SevuTicket").AssertNoErrors();

        Assert.Contains("'yester␛day'", Assert.Single(result.Warnings));
        Assert.All(result.All<Ticket>(), ticket => Assert.Null(ticket.Created));
    }

    [Theory]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""{"status":"success","key":null,"video":"v"}""")]
    [InlineData("""{"status":"success","ticket":"k"}""")]
    [InlineData("""{"status":"success","ticket":[]}""")]
    [InlineData("""{"key":["k"]}""")]
    [InlineData("{}")]
    public void Reports_a_response_without_a_ticket(string body) => GetTicket(body).AssertError("Sevu.UnexpectedShape");

    [Theory]
    [InlineData("uses", "\"many\"")]
    [InlineData("uses", "[5]")]
    [InlineData("uses", "1.5")]
    [InlineData("active", "\"perhaps\"")]
    [InlineData("active", "\"NaN\"")]
    [InlineData("video", "{\"a\":1}")]
    [InlineData("created_date", "[]")]
    public void What_cannot_be_read_is_left_empty_with_a_warning_and_the_rest_is_kept(string field, string json)
    {
        RunResult result = GetTicket($$"""{"{{field}}":{{json}},"key":"k","app":"a"}""");

        Ticket ticket = result.Single<Ticket>();
        Assert.Equal(("k", "a"), (ticket.Key, ticket.App));
        Assert.Null(ticket.Uses ?? (object?)ticket.Active ?? ticket.Video ?? (object?)ticket.Created);
        Assert.Contains($"'{field}'", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_password_that_is_too_long_is_left_out_with_a_warning()
    {
        RunResult result = GetTicket($$"""{"key":"k","pass":"{{new string('x', 65537)}}"}""");

        Assert.Null(result.Single<Ticket>().Password);
        Assert.Contains("'pass'", Assert.Single(result.Warnings));
        Assert.DoesNotContain("xxx", result.AllText());
    }

    [Fact]
    public void A_response_truncated_anywhere_is_an_error()
    {
        const string body = """{"status":"success","key":"k","video":"v","pass":"p"}""";
        for (int length = 1; length < body.Length; length++)
        {
            string message = GetTicket(body[..length]).AssertError("Sevu.Incomplete").ErrorDetails.Message;
            Assert.DoesNotContain("attempts", message);
        }
    }

    [Theory]
    [InlineData("no.such.ticket", "Sevu.NoCode")]
    [InlineData("emulator.http.502", "Sevu.Http.502")]
    [InlineData("emulator.html", "Sevu.HtmlResponse")]
    public void A_failure_is_an_error_for_that_ticket_and_the_next_ticket_is_read(string key, string id)
    {
        RunResult result = Engine.Run("$args[0], $args[1] | Get-SevuTicket", key, Log.HomeTicket.Key);

        Assert.Equal(key, result.AssertError(id).TargetObject);
        Assert.Equal(Log.HomeTicket.Key, Assert.Single(result.All<Ticket>()).Key);
    }

    [Theory]
    [InlineData("Get-SevuTicket no.such.ticket")]
    [InlineData("Get-SevuTicket emulator.code.7777")]
    [InlineData("Revoke-SevuTicket no.such.ticket -Confirm:$false")]
    public void The_action_for_an_unknown_ticket_is_to_check_the_key(string script)
        => Assert.Contains("Check the ticket's key", Assert.Single(Engine.Run(script).Errors).ErrorDetails.RecommendedAction);

    [Fact]
    public void No_stream_shows_the_password()
    {
        RunResult result = Engine.Run("$DebugPreference = 'Continue'; Get-SevuTicket $args[0] -Verbose", Log.HomeTicket.Key).AssertNoErrors();

        Assert.NotEmpty(result.Verbose);
        Assert.NotEmpty(result.Debug);
        Assert.DoesNotContain(Log.HomeTicket.Rules.Pass, result.AllText());
    }

    private RunResult GetTicket(string body) => Engine.Run("Get-SevuTicket $args[0]", KeyWithResponse(body));
}
