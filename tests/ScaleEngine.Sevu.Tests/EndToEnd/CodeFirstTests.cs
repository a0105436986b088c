using System;
using System.Linq;
using System.Management.Automation;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>The service's code counts for more than anything else in a response.</summary>
public sealed class CodeFirstTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("""{"code":3,"status":"failure","message":["Failed HMAC"]}""")]
    [InlineData("""{"code":3,"status":["failure"],"message":{"text":"Failed HMAC"}}""")]
    [InlineData("""{"code":3,"message":"Failed HMAC","handle_time":[]}""")]
    [InlineData("""{"handle_time":{"a":[{}]},"message":"Failed HMAC","code":"0003"}""")]
    [InlineData("""{"code":3,"message":"Failed HMAC","attempts":true}""")]
    [InlineData("""{"code":3,"message":"Failed HMAC","attempts":[1]}""")]
    [InlineData("""{"code":3,"message":"Failed HMAC"} PHP Notice: Undefined index""")]
    [InlineData("""{"code":3,"message":"Failed HMAC","debug":oops}""")]
    [InlineData("""{"code":3,"message":"Failed HMAC","debug":"cut sho""")]
    public void Wrong_credentials_end_the_pipeline_whatever_else_is_in_the_response(string body)
    {
        string key = KeyWithResponse(body);

        RunResult result = Engine.Run("'emulator.attempts.1', $args[0], 'emulator.attempts.1' | Get-SevuTicketAttempt -ThrottleLimit 1", key);

        ErrorRecord error = result.AssertError("Sevu.0003");
        Assert.NotNull(result.Terminated);
        Assert.Contains("Failed HMAC", error.ErrorDetails.Message);
    }

    [Theory]
    [InlineData("\"message\":[\"created\"],")]
    [InlineData("\"message\":{\"a\":{\"b\":[1]}},")]
    [InlineData("\"handle_time\":[],")]
    [InlineData("\"status\":[\"success\"],")]
    [InlineData("\"debug\":{},\"debug2\":[[]],")]
    public void A_new_ticket_is_not_lost_to_a_field_that_only_informs(string field)
    {
        Emulator.Respond("odd", "{" + field + """ "ticket":{"key":"k.1","pass":"pw","uses":"many"}}""");

        RunResult result = Engine.Run("New-SevuTicket odd a -Verbose");

        Ticket ticket = result.Single<Ticket>();
        Assert.Equal(("k.1", "pw"), (ticket.Key, Samples.Plain(ticket.Password)));
        Assert.Contains("'uses'", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("\"code\":\"2000\",")]
    [InlineData("\"status\":true,")]
    [InlineData("\"status\":\"ok\",\"code\":\"9999\",")]
    public void A_new_ticket_is_not_lost_to_a_code_or_status_that_nobody_knows(string fields)
    {
        Emulator.Respond("unknown", "{" + fields + """ "ticket":{"key":"k.1"}}""");

        Assert.Equal("k.1", Engine.Run("New-SevuTicket unknown a").Single<Ticket>().Key);
    }

    [Theory]
    [InlineData("""[{"key":"k.1","pass":"pw"}]""")]
    [InlineData("""{"0":{"key":"k.1","pass":"pw"}}""")]
    [InlineData("""[[],{"3":{"other":{"key":"no"},"key":"k.1","pass":"pw"}}]""")]
    public void A_new_ticket_is_not_lost_to_a_list_around_it(string ticket)
    {
        Emulator.Respond("list", $$"""{"status":"success","ticket":{{ticket}},"message":"created"}""");

        Ticket issued = Engine.Run("New-SevuTicket list a -Verbose").AssertNoErrors().Single<Ticket>();

        Assert.Equal(("k.1", "pw"), (issued.Key, Samples.Plain(issued.Password)));
    }

    [Theory]
    [InlineData("""{"key":""}""")]
    [InlineData("""{"key":null}""")]
    [InlineData("""{"key":["a"]}""")]
    [InlineData("""[]""")]
    public void A_new_ticket_without_a_key_is_none(string ticket)
    {
        Emulator.Respond("keyless", $$"""{"status":"success","ticket":{{ticket}}}""");

        Engine.Run("New-SevuTicket keyless a").AssertError("Sevu.TicketMayExist");
    }

    [Fact]
    public void Of_several_new_tickets_the_first_is_returned_whole_with_a_warning()
    {
        Emulator.Respond("many", """{"status":"success","ticket":[{"key":"k.1","pass":"pw1"},{"key":"k.2","pass":"pw2"}]}""");

        RunResult result = Engine.Run("New-SevuTicket many a");

        Ticket ticket = result.Single<Ticket>();
        Assert.Equal(("k.1", "pw1"), (ticket.Key, Samples.Plain(ticket.Password)));
        Assert.Contains("several tickets", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData(""" "ticket":[{"video":"other","pass":"other"},{"key":"k.1","app":"a"}]""")]
    [InlineData(""" "ticket":{"1":{"key":"","video":"other"},"2":{"key":"k.1","app":"a"}}""")]
    [InlineData(""" "ticket":{"key":"k.1","app":"a"},"ticket":{"key":"k.2","video":"other"}""")]
    [InlineData(""" "ticket":{"key":"k.1","app":"a"},"key":"k.2","video":"other" """)]
    [InlineData(""" "key":"k.2","video":"other","ticket":{"key":"k.1","app":"a"}""")]
    [InlineData(""" "key":"k.1","app":"a","ticket":{"video":"other"}""")]
    public void The_fields_of_one_ticket_are_never_those_of_another(string fields)
    {
        Emulator.Respond("mixed", "{\"status\":\"success\"," + fields + "}");

        RunResult result = Engine.Run("New-SevuTicket mixed a -Password $args[0]", Samples.Secure("sent"));

        Ticket ticket = result.Single<Ticket>();
        Assert.Equal(("k.1", "a", null, "sent"), (ticket.Key, ticket.App, ticket.Video, Samples.Plain(ticket.Password)));
        Assert.Contains("several tickets", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_new_ticket_is_not_lost_to_a_response_that_breaks_off_behind_it()
    {
        Emulator.Respond("cut", """{"status":"success","ticket":{"key":"k.1","pass":"pw"},"handle_time":"0.""");

        RunResult result = Engine.Run("New-SevuTicket cut a");

        Assert.Equal("k.1", result.Single<Ticket>().Key);
        Assert.Contains("cut short", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("""{"code":["0003","Failed"],"attempts":[]}""", "Sevu.0003")]
    [InlineData("""{"code":" 0003 ","attempts":[]}""", "Sevu.0003")]
    [InlineData("""{"code":3e0,"attempts":[]}""", "Sevu.0003")]
    [InlineData("""{"code":3.0,"status":"failure"}""", "Sevu.0003")]
    [InlineData("""{"code":"0003","attempts":[],"code":"2100"}""", "Sevu.0003")]
    [InlineData("""{"code":-3,"attempts":[]}""", "Sevu.UnknownCode")]
    [InlineData("""{"code":true,"attempts":[]}""", "Sevu.UnknownCode")]
    [InlineData("""{"code":"four","attempts":[]}""", "Sevu.UnknownCode")]
    public void A_code_in_another_form_is_never_taken_for_an_empty_log(string body, string id)
        => Engine.Run("Get-SevuTicketAttempt $args[0]", KeyWithResponse(body)).AssertError(id);

    [Theory]
    [InlineData("ip", "[\"203.0.113.7\"]")]
    [InlineData("video", "{\"name\":\"v\"}")]
    [InlineData("reason", "[]")]
    [InlineData("success", "\"perhaps\"")]
    [InlineData("success", "\"NaN\"")]
    [InlineData("success", "\"-Infinity\"")]
    [InlineData("datetime", "{\"date\":\"2026-01-01\"}")]
    [InlineData("datetime", "\"0001-01-01 00:00:00\"")]
    public void One_odd_field_of_one_attempt_is_left_empty_and_the_rest_comes(string field, string json)
    {
        RunResult result = Engine.Run(
            "Get-SevuTicketAttempt $args[0]",
            KeyWithResponse($$"""{"code":2101,"attempts":[{"server":"a"},{"{{field}}":{{json}},"server":"b"},{"server":"c"}]}""")).AssertNoErrors();

        Assert.Equal(["a", "b", "c"], result.Attempts.Select(attempt => attempt.Server));
        Assert.False(result.Attempts[1].Success);
        Assert.Contains($"'{field}'", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("""{"0":{"server":"a"},"2":{"server":"b"}}""")]
    [InlineData("""[{"server":"a"},{"server":"b"}]""")]
    public void A_PHP_list_with_gaps_is_a_list(string attempts)
        => Assert.Equal(
            ["a", "b"],
            Engine.Run("Get-SevuTicketAttempt $args[0]", KeyWithResponse($$"""{"code":2101,"attempts":{{attempts}}}"""))
                .AssertNoErrors().Attempts.Select(attempt => attempt.Server));

    [Fact]
    public void An_entry_that_is_no_attempt_is_an_error_after_the_others()
    {
        RunResult result = Engine.Run(
            "Get-SevuTicketAttempt $args[0]", KeyWithResponse("""{"code":2101,"attempts":[{"server":"a"},7,{"server":"b"}]}"""));

        result.AssertError("Sevu.UnexpectedShape");
        Assert.Equal(["a", "b"], result.Attempts.Select(attempt => attempt.Server));
    }

    [Theory]
    [InlineData("Get-SevuTicketAttempt")]
    [InlineData("Get-SevuTicket")]
    public void Text_after_the_response_is_a_warning_since_everything_came(string command)
    {
        string key = KeyWithResponse("""{"code":2101,"key":"k","attempts":[{"server":"a"}]}""" + "\n<br />\u001b[31m<b>Notice</b>: Undefined index");

        RunResult result = Engine.Run(command + " $args[0]", key).AssertNoErrors();

        Assert.Single(result.Output);
        Assert.Contains("␛[31m<b>Notice</b>: Undefined index", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("<br />\n<b>Notice</b>:  Undefined index: x in <b>/w/x.php</b> on line <b>3</b><br />\n")]
    [InlineData("\nWarning: Undefined variable $x in /w/x.php on line 3\n")]
    public void A_message_of_PHP_before_the_response_is_a_warning(string message)
    {
        string log = KeyWithResponse(message + """{"code":2101,"attempts":[{"server":"a"},{"server":"b"}]}""");
        Emulator.Respond("noisy", message + """{"status":"success","ticket":{"key":"k.1"}}""");

        RunResult result = Engine.Run(
            "Get-SevuTicketAttempt $args[0] | ForEach-Object Server; New-SevuTicket noisy a | ForEach-Object Key; (Invoke-SevuCommand $args[0]).code", log);

        Assert.Equal(["a", "b", "k.1", 2101L], result.AssertNoErrors().Output.Select(item => item.BaseObject));
        Assert.Equal(3, result.Warnings.Count(text => text.Contains("text before its beginning") && text.Contains("Undefined")));
    }

    [Theory]
    [InlineData("<html><script>{\"a\":1}</script></html>", "Sevu.HtmlResponse")]
    [InlineData("Error {\"code\":2100}", "Sevu.NotJson")]
    public void Other_text_before_JSON_is_not_a_response(string body, string id)
        => Engine.Run("Get-SevuTicketAttempt $args[0]", KeyWithResponse(body)).AssertError(id);

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(299)]
    public void Any_status_of_success_is_a_response(int status)
    {
        Emulator.Respond("created", context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"status":"success","ticket":{"key":"k.1"}}""");
        });

        Assert.Equal("k.1", Engine.Run("New-SevuTicket created a").Single<Ticket>().Key);
    }

    [Theory]
    [InlineData(401, """{"code":3,"message":"Failed HMAC"}""", "Sevu.0003")]
    [InlineData(500, """{"message":"later","code":"1000"}""", "Sevu.1000")]
    [InlineData(403, """{"code":5} trailing""", "Sevu.0005")]
    [InlineData(400, """{"code":6,"mess""", "Sevu.0006")]
    [InlineData(500, """{"code":2101,"attempts":[{}]}""", "Sevu.Http.500")]
    [InlineData(503, "<html>{\"code\":3}</html>", "Sevu.Http.503")]
    [InlineData(404, "", "Sevu.Http.404")]
    [InlineData(502, """{"error":"x"}""", "Sevu.Http.502")]
    public void An_HTTP_error_with_a_code_of_the_service_is_that_code(int status, string body, string id)
    {
        string key = $"status.{status}.{Guid.NewGuid():N}";
        Emulator.Respond(key, context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });

        RunResult result = Engine.Run("$args[0] | Get-SevuTicketAttempt", key);

        result.AssertError(id);
        Assert.Equal(id is "Sevu.0003" or "Sevu.0005", result.Terminated is not null);
    }

    [Theory]
    [InlineData("\"pass\":4711")]
    [InlineData("\"Pass\":\"hidden-word\"")]
    [InlineData("\"PASS\":[\"hidden-word\",{\"x\":\"hidden-word\"}]")]
    [InlineData("\"ticket\":{\"pass\":{\"a\":\"hidden-word\"}}")]
    [InlineData("\"list\":[{\"pass\":true},{\"pass\":\"hidden-word\"}]")]
    public void A_password_is_never_in_plain_text_whatever_its_type(string field)
    {
        Emulator.Respond("secrets", $$"""{"code":2101,{{field}}}""");

        RunResult result = Engine.Run("$r = Invoke-SevuCommand secrets; $r; $r | Format-List | Out-String; $r | ConvertTo-Json -Depth 9; $r.pass");

        string shown = string.Join("\n", result.AssertNoErrors().Output);
        Assert.DoesNotContain("hidden-word", shown);
        Assert.DoesNotContain("4711", shown);
    }

    [Fact]
    public void Objects_inside_a_response_are_shown_safely_too()
    {
        Emulator.Respond("nested", """{"code":2101,"attempts":[{"pageurl":"\u001b]0;title\u0007"},{"list":[{"x":"\u001b[31m"}]}]}""");

        RunResult result = Engine.Run(
            "$r = Invoke-SevuCommand nested; $r.attempts | Out-String; $r.attempts[1].list | Out-String; $r.attempts[0] | ConvertTo-Json -Compress");

        string[] shown = [.. result.AssertNoErrors().Output.Select(item => (string)item.BaseObject)];
        Assert.Contains("pageurl : ␛]0;title␇", shown[0]);
        Assert.Contains("x : ␛[31m", shown[1]);
        Assert.DoesNotContain('\u001b', string.Join("", shown));
        Assert.Equal("""{"pageurl":"\u001b]0;title\u0007"}""", shown[2]);
    }

    [Fact]
    public void A_long_password_is_left_out()
    {
        Emulator.Respond("secrets", $$"""{"code":2101,"pass":"{{new string('x', 70_000)}}"}""");

        PSObject response = Assert.Single(Engine.Run("Invoke-SevuCommand secrets").AssertNoErrors().Output);

        Assert.Null(response.Properties["pass"].Value);
    }

    [Fact]
    public void A_password_given_as_text_is_masked_in_debug_messages()
    {
        Emulator.Respond("echo", context => context.Response.WriteAsync(
            "{\"code\":6,\"message\":" + System.Text.Json.JsonSerializer.Serialize(Sent[^1].Json) + "}"));

        RunResult result = Engine.Run(
            "$DebugPreference = 'Continue'; Invoke-SevuCommand echo -Verbose -Parameter @{ pass = 'hidden-word'; ticket = @{ PASS = 'hidden-word' } }");

        Assert.Contains(result.Debug, text => text.Contains("\"pass\":\"***\"", StringComparison.Ordinal));
        Assert.NotEmpty(result.Errors);
        Assert.DoesNotContain("hidden-word", result.AllText());
    }

    [Fact]
    public void A_new_ticket_comes_before_any_message_about_its_response()
    {
        object[] output = [.. Engine.Run("$DebugPreference = 'Continue'; New-SevuTicket v a -Verbose 4>&1 5>&1").AssertNoErrors()
            .Output.Select(item => item.BaseObject)];

        int ticket = Array.FindIndex(output, item => item is Ticket);
        Assert.InRange(Array.FindIndex(output, item => $"{item}".StartsWith("HTTP 200", StringComparison.Ordinal)), ticket + 1, output.Length);
        Assert.InRange(Array.FindIndex(output, item => $"{item}".Contains("round trip", StringComparison.Ordinal)), ticket + 1, output.Length);
    }

    [Fact]
    public void A_view_of_a_response_is_bounded()
    {
        Emulator.Respond("wide", $$"""{"code":2101,"{{new string('n', 100_000)}}":1,{{string.Join(",", Enumerable.Range(0, 2000).Select(i => $"\"f{i}\":[{string.Join(",", Enumerable.Repeat("9", 500))}]"))}}}""");

        string view = (string)Assert.Single(Engine.Run("Invoke-SevuCommand wide | Out-String -Width 200").AssertNoErrors().Output).BaseObject;

        Assert.InRange(view.Length, 100_000, 1_000_000);
        Assert.Contains("…", view);
    }

    [Theory]
    [InlineData("New-SevuTicket v a -IPAddress \"`e[31m`u{202e}x\"")]
    [InlineData("Invoke-SevuCommand x -Parameter @{ \"`e[31mcommand\" = [type] }")]
    [InlineData("Invoke-SevuCommand x -Parameter @{ \"`e[31m\" = [double]::NaN }")]
    [InlineData("'emulator.http.404', \"k`e[31m\" | Get-SevuTicket")]
    public void Control_characters_of_the_input_do_not_reach_the_screen(string command)
    {
        RunResult result = Engine.Run(command);

        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.DoesNotContain(
            error + error.ErrorDetails?.Message + error.Exception.Message + error.CategoryInfo.TargetName + error.CategoryInfo, char.IsControl));
    }

    [Fact]
    public void A_revoked_ticket_that_cannot_be_shown_is_said_to_be_revoked()
    {
        RunResult result = Engine.Run("$t = New-SevuTicket v a; Revoke-SevuTicket $t.Key -Confirm:$false; $t.Key").AssertNoErrors();
        string key = (string)result.Output[^1].BaseObject;
        int calls = 0;
        Emulator.Respond(key, context => context.Response.WriteAsync(++calls == 1 ? """{"status":"success"}""" : """{"code":6}"""));

        RunResult again = Engine.Run("Revoke-SevuTicket $args[0] -Confirm:$false -PassThru", key);

        again.AssertError("Sevu.0006");
        Assert.Contains("was revoked", Assert.Single(again.Warnings));
    }
}
