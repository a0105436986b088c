using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Tickets;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class NewSevuTicketTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void Columns_may_have_the_names_that_the_service_has_for_them()
    {
        Engine.Run("[pscustomobject]@{ Video = 'v'; app = 'a'; ip = '192.0.2.7'; expire = '2099-12-24T20:00:00Z' } | New-SevuTicket").AssertNoErrors();

        Assert.Contains("\"ip\":\"192.0.2.7\"", Sent[^1].Json);
        Assert.Contains("\"expire\":\"2099-12-24 20:00:00\"", Sent[^1].Json);
    }

    [Fact]
    public void Issues_a_ticket_with_all_values()
    {
        DateTime expires = DateTime.Now.AddHours(4);

        Ticket ticket = Engine.Run(
            "New-SevuTicket -Video 'event/*', stage2 -App acme-live, acme-vod -IPAddress auto/24, 2001:DB8::/32 -Uses 5 -Expires $args[0] -Password $args[1]",
            expires, Samples.Secure("user 4711 é")).Single<Ticket>();

        EmulatedTicket issued = Log.Find(ticket.Key!)!;
        DateTime utc = expires.ToUniversalTime();
        Assert.Equal(
            new TicketRules("user 4711 é", "auto/24|2001:db8::/32", "event/*|stage2", "acme-live|acme-vod", 5, utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond))),
            issued.Rules);
        Assert.Equal(("event/*|stage2", 5L, true), (ticket.Video, ticket.Uses, ticket.Active));
        Assert.Equal("user 4711 é", Samples.Plain(ticket.Password));
    }

    [Fact]
    public void Sends_the_fields_in_the_order_of_the_published_clients()
    {
        Engine.Run("New-SevuTicket v a -IPAddress auto -Uses 0 -Expires 2099-12-24T23:59:59Z -Password $args[0]", Samples.Secure("pw")).AssertNoErrors();

        Assert.Contains(
            """
            "cdn":158,"pass":"pw","ip":"auto","video":"v","app":"a","uses":0,"expire":"2099-12-24 23:59:59","signature":
            """,
            Sent[^1].Json);
    }

    [Fact]
    public void Does_not_send_optional_fields_that_are_not_given()
    {
        Engine.Run("New-SevuTicket v a").AssertNoErrors();

        using JsonDocument sent = JsonDocument.Parse(Sent[^1].Json!);
        Assert.Equal(
            ["command", "api_key", "timestamp", "cdn", "pass", "video", "app", "signature"],
            sent.RootElement.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void Generates_a_strong_password_by_default()
    {
        RunResult result = Engine.Run("1..20 | ForEach-Object { New-SevuTicket v a }").AssertNoErrors();

        string[] passwords = [.. result.All<Ticket>().Select(ticket => Samples.Plain(ticket.Password))];
        Assert.Equal(20, passwords.Distinct().Count());
        Assert.All(passwords, password => Assert.Matches("^[a-z2-9]{24}$", password));
        Assert.InRange(string.Concat(passwords).Distinct().Count(), 28, 32);
    }

    [Fact]
    public void Outputs_the_sent_password_if_the_response_has_none()
    {
        Emulator.Respond("silent", """{"status":"success","ticket":{"key":"k"}}""");

        Ticket ticket = Engine.Run("New-SevuTicket silent a -Password $args[0]", Samples.Secure("pw")).Single<Ticket>();

        Assert.Equal(("k", "pw"), (ticket.Key, Samples.Plain(ticket.Password)));
    }

    [Fact]
    public void Accepts_rows_by_column_name()
    {
        RunResult result = Engine.Run("""
            [pscustomobject]@{ Video = 'one'; App = 'a'; IPAddress = '192.0.2.1'; Uses = '3'; Expires = '2099-01-01' },
            [pscustomobject]@{ Video = 'two'; App = 'b'; IPAddress = 'auto'; Uses = '7'; Expires = '2099-01-02' } | New-SevuTicket
            """).AssertNoErrors();

        Assert.Equal([("one", 3L), ("two", 7L)], result.All<Ticket>().Select(ticket => (ticket.Video, ticket.Uses!.Value)));
    }

    [Theory]
    [InlineData("Uses = ''")]
    [InlineData("Uses = 'x'")]
    [InlineData("Uses = '-1'")]
    [InlineData("Uses = '99999999999'")]
    [InlineData("Expires = ''")]
    [InlineData("Expires = '24.12.2099 20:00'")]
    [InlineData("IPAddress = ''")]
    [InlineData("Uses = $null")]
    [InlineData("Expires = $null")]
    [InlineData("IPAddress = $null")]
    public void A_mistake_in_a_row_never_issues_a_ticket_without_that_limit(string mistake)
    {
        RunResult result = Engine.Run($$"""
            [pscustomobject]@{ Video = 'one'; App = 'a'; {{mistake}} }, [pscustomobject]@{ Video = 'two'; App = 'b' } | New-SevuTicket
            """);

        Assert.Single(result.Errors);
        Assert.Equal("two", Assert.Single(result.All<Ticket>()).Video);
        Assert.Single(Sent);
    }

    [Fact]
    public void Accepts_the_lists_of_a_ticket_from_the_pipeline()
    {
        Ticket ticket = Engine.Run("New-SevuTicket v, w a, b -IPAddress 192.0.2.0/24, 2001:db8::/32 -Uses 3 -Expires 2099-01-02T00:00:00Z | New-SevuTicket").Single<Ticket>();

        Assert.Equal(("v|w", "a|b", "192.0.2.0/24|2001:db8::/32"), (ticket.Video, ticket.App, ticket.IPAddress));
    }

    [Fact]
    public void Issues_a_copy_of_a_ticket_with_another_expiry()
    {
        Ticket ticket = Engine.Run("New-SevuTicket v a -IPAddress auto -Uses 3 | New-SevuTicket -Expires 2099-01-02T00:00:00Z").Single<Ticket>();

        Assert.Equal(("v", "a", "auto", 3L, "2099-01-02T00:00:00Z"), (ticket.Video, ticket.App, ticket.IPAddress, ticket.Uses, ticket.ExpiresUtc));
    }

    [Fact]
    public void A_copy_of_a_ticket_that_does_not_expire_needs_an_expiry()
    {
        string key = KeyWithResponse("""{"status":"success","key":"k","video":"v","app":"a","ip":"auto","uses":"1"}""");

        ErrorRecord error = Engine.Run($"Get-SevuTicket {key} | New-SevuTicket").AssertError("Sevu.InvalidTime");
        Assert.Contains("a ticket that does not expire", error.ErrorDetails.Message);
        Assert.Single(Sent);

        Engine.Run($"Get-SevuTicket {key} | New-SevuTicket -Expires 2099-01-02T00:00:00Z").AssertNoErrors();
    }

    [Theory]
    [InlineData("\"match`r\"", "match")]
    [InlineData("\"$([char]0xfeff)match$([char]0x200b)\"", "match")]
    [InlineData("\" match`n\"", "match")]
    [InlineData("\"a `r|$([char]0x3164)b\"", "a|b")]
    [InlineData("'my \"match\" 2'", "my \"match\" 2")]
    [InlineData("\"a$([char]0x200c)b$([char]0x3000)c\"", "a\u200cb\u3000c")]
    [InlineData("\"a$([char]0x2764)$([char]0xfe0f)\"", "a❤\ufe0f")]
    [InlineData("'System.Security.mp4'", "System.Security.mp4")]
    public void What_surrounds_a_name_is_removed(string name, string sent)
    {
        Ticket ticket = Engine.Run($"New-SevuTicket {name} {name}").Single<Ticket>();

        Assert.Equal((sent, sent), (ticket.Video, ticket.App));
    }

    [Fact]
    public void What_surrounds_an_address_is_removed()
        => Assert.Equal("192.0.2.7|auto", Engine.Run("New-SevuTicket v a -IPAddress \"192.0.2.7`r\", ' auto '").Single<Ticket>().IPAddress);

    [Theory]
    [InlineData("\"a$([char]27)[31mb\"", "U+001B")]
    [InlineData("\"a`nb\"", "U+000A")]
    [InlineData("\"a$([char]0x200b)b\"", "U+200B")]
    [InlineData("\"a$([char]0x202e)b\"", "U+202E")]
    [InlineData("\"a$([char]0x3164)b\"", "U+3164")]
    [InlineData("\"a$([char]::ConvertFromUtf32(0xe0041))b\"", "U+E0041")]
    [InlineData("'@{Video=x; pass=hidden}'", "object")]
    [InlineData("'{\"Video\":\"x\",\"pass\":\"hidden\"}'", "object")]
    [InlineData("'System.Object[]'", "object")]
    [InlineData("'System.Collections.Hashtable'", "object")]
    [InlineData("'System.Management.Automation.PSCustomObject'", "object")]
    public void What_cannot_be_a_name_is_an_error_that_is_safe_to_show(string name, string reason)
    {
        foreach (string parameters in (string[])[$"{name} a", $"v {name}"])
        {
            RunResult result = Engine.Run($"New-SevuTicket {parameters}");

            ErrorRecord error = result.AssertError("Sevu.InvalidName");
            Assert.Contains(reason, error.ErrorDetails.Message);
            Assert.DoesNotContain("hidden", Engine.Show(error));
            Assert.DoesNotContain('\u001b', error.ErrorDetails.Message);
            Assert.DoesNotContain('\u202e', error.ErrorDetails.Message);
        }

        Assert.Empty(Sent);
    }

    [Fact]
    public void The_ticket_is_output_even_if_a_warning_stops_the_command()
    {
        Emulator.Respond("odd", """{"status":"success","ticket":{"key":"odd","created_date":"yesterday"}}""");

        RunResult result = Engine.Run("New-SevuTicket odd a -WarningAction Stop");

        Assert.NotNull(result.Terminated);
        Assert.Equal("odd", Assert.Single(result.All<Ticket>()).Key);
    }

    [Theory]
    [InlineData("-IPAddress 192.0.2.7")]
    [InlineData("-IPAddress 192.0.2.0/24")]
    [InlineData("-IPAddress 0.0.0.0/0")]
    [InlineData("-IPAddress 2001:db8::7, 2001:db8::/32, ::/0")]
    [InlineData("-IPAddress auto, auto/24, AUTO/64")]
    [InlineData("-Uses 0")]
    public void Accepts_valid_values(string parameters) => Engine.Run($"New-SevuTicket v a {parameters}").AssertNoErrors();

    [Theory]
    [InlineData("'a|' a", "Sevu.InvalidName")]
    [InlineData("v '|a'", "Sevu.InvalidName")]
    [InlineData("v, 'a||b' a", "Sevu.InvalidName")]
    [InlineData("' ' a", "Sevu.InvalidName")]
    [InlineData("@() a", "Sevu.InvalidName")]
    [InlineData("v ''", "Sevu.InvalidName")]
    [InlineData("('v', $null) a", "Sevu.InvalidName")]
    [InlineData("v a -IPAddress 192.0.2.0/33", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 192.0.2.0/-1", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 192.0.2.0/24/8", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 192.0.2.0/", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 192.0.2.256", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 192.0.2", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 3221225985", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 192.0.02.1", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress '192.0.2.1|'", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 2001:db8::/129", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress '[2001:db8::1]'", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 'fe80::1%eth0'", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress auto/129", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress automatic", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress garbage/0", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress /0", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress 192.0.2/0", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress automatic/0", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress '[::1]/0'", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress ' '", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress @()", "Sevu.InvalidAddress")]
    [InlineData("v a -IPAddress $null, auto", "Sevu.InvalidAddress")]
    [InlineData("v a -Uses -1", "Sevu.InvalidUses")]
    [InlineData("v a -Expires ([datetime]::Now.AddSeconds(-2))", "Sevu.ExpiresInPast")]
    [InlineData("v a -Expires ([datetime]::UtcNow.AddSeconds(-2))", "Sevu.ExpiresInPast")]
    [InlineData("v a -Password ([securestring]::new())", "Sevu.EmptyPassword")]
    [InlineData("\"half$([char]0xd83c)\" a", "Sevu.InvalidText")]
    public void Rejects_invalid_values_and_sends_nothing(string parameters, string id)
    {
        ErrorRecord error = Engine.Run($"New-SevuTicket {parameters}").AssertError(id);

        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("Nothing was sent.", error.ErrorDetails.Message);
        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("v a -Uses many")]
    [InlineData("v a -Password $null")]
    [InlineData("v a -Expires never")]
    [InlineData("v a -Expires $null")]
    [InlineData("v a -Uses $null")]
    [InlineData("v a -IPAddress $null")]
    public void PowerShell_rejects_values_that_do_not_bind(string parameters)
    {
        Assert.NotNull(Engine.Run($"New-SevuTicket {parameters}").Terminated);

        Assert.Empty(Sent);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_still_rejects_invalid_values()
    {
        Assert.Empty(Engine.Run("New-SevuTicket v a -WhatIf").AssertNoErrors().Output);
        Engine.Run("New-SevuTicket 'a|' a -WhatIf").AssertError("Sevu.InvalidName");

        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("emulator.http.500", ErrorCategory.ProtocolError)]
    [InlineData("emulator.http.503", ErrorCategory.ProtocolError)]
    [InlineData("emulator.code.0004", ErrorCategory.ResourceUnavailable)]
    [InlineData("emulator.html", ErrorCategory.InvalidData)]
    [InlineData("emulator.empty", ErrorCategory.InvalidData)]
    [InlineData("emulator.text", ErrorCategory.InvalidData)]
    [InlineData("emulator.shape", ErrorCategory.InvalidData)]
    [InlineData("emulator.attempts.1", ErrorCategory.InvalidData)]
    [InlineData("emulator.cut.1", ErrorCategory.ReadError)]
    [InlineData("emulator.truncate.1", ErrorCategory.ReadError)]
    [InlineData("emulator.delay.60000", ErrorCategory.OperationTimeout)]
    [InlineData("emulator.stall.1", ErrorCategory.ReadError)]
    [InlineData("broken", ErrorCategory.ConnectionError)]
    public void The_error_says_that_a_ticket_may_exist_and_the_request_is_not_repeated(string video, ErrorCategory category)
    {
        Emulator.AbortConnection("broken");
        Engine.Using(Connect(LongerTimeout)).Run("New-SevuTicket first a").AssertNoErrors();
        ErrorRecord error = Engine.Run("New-SevuTicket $args[0] a", video).AssertError("Sevu.TicketMayExist");

        Assert.Contains("a ticket may exist", error.ErrorDetails.Message);
        Assert.Contains("a ticket may exist", error.Exception.Message);
        Assert.Contains("Do not just try again", error.ErrorDetails.RecommendedAction);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(2, Sent.Length);
    }

    [Theory]
    [InlineData("emulator.code.0001", "Sevu.0001")]
    [InlineData("emulator.code.0002", "Sevu.0002")]
    [InlineData("emulator.code.0006", "Sevu.0006")]
    [InlineData("emulator.code.1000", "Sevu.1000")]
    [InlineData("emulator.http.403", "Sevu.Http.403")]
    [InlineData("emulator.http.429", "Sevu.Http.429")]
    [InlineData("emulator.redirect", "Sevu.Http.302")]
    public void A_rejection_does_not_say_that_a_ticket_may_exist(string video, string id)
    {
        Assert.DoesNotContain("may exist", Engine.Run("New-SevuTicket $args[0] a", video).AssertError(id).ErrorDetails.Message);

        Assert.Single(Sent);
    }

    [Fact]
    public void A_request_that_was_not_sent_does_not_say_that_a_ticket_may_exist()
    {
        using Engine refused = Engine.ConnectedTo(Loopback.UnusedEndpoint());
        using Engine unresolved = Engine.ConnectedTo(new Uri("https://sevu.invalid/"));
        SevuConnection ended = Connect();
        ended.Dispose();

        refused.Run("New-SevuTicket v a").AssertError("Sevu.ConnectionRefused");
        unresolved.Run("New-SevuTicket v a").AssertError("Sevu.NameResolution");
        Engine.Run("New-SevuTicket v a -Connection $args[0]", ended).AssertError("Sevu.Disconnected");
    }

    [Theory]
    [InlineData("v")]
    [InlineData("emulator.echo")]
    [InlineData("emulator.http.502")]
    [InlineData("repeats")]
    [InlineData("repeats-in-headers")]
    public void No_stream_shows_the_password(string video)
    {
        const string password = "Pä/ss wörd\"7";
        Emulator.Respond("repeats", context => context.Response.WriteAsync(
            JsonSerializer.Serialize(new { status = "failure", message = $"no '{password}' in {Sent[^1].Json}" })));
        Emulator.EchoInLocationHeader("repeats-in-headers");

        RunResult result = Engine.Run(
            "$DebugPreference = 'Continue'; New-SevuTicket $args[0] a -Password $args[1] -Verbose", video, Samples.Secure(password));

        string shown = result.AllText();
        Assert.NotEmpty(shown);
        foreach (string part in (string[])["Pä", "P\\u00e4", "P%C3%A4", "P%5Cu00e4", "wörd", "w\\u00f6rd", "rd\"7", "rd\\\"7", "rd%22", "rd%5C%22"])
        {
            Assert.DoesNotContain(part, shown, StringComparison.OrdinalIgnoreCase);
        }
    }
}
