using System.Linq;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>PHP does not fix types and the order of fields, so the parser accepts variants.</summary>
public sealed class ResponseParsingTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1.0", true)]
    [InlineData("\"0.0\"", false)]
    public void Reads_success_in_any_form(string json, bool success)
        => Assert.Equal(success, GetAttempts($$"""{"code":2101,"attempts":[{"success":{{json}}}]}""").Single<TicketAttempt>().Success);

    [Theory]
    [InlineData("""{"reason":"Success"}""", true)]
    [InlineData("""{"reason":"Success","success":null}""", true)]
    [InlineData("""{"reason":"Token Revoked"}""", false)]
    [InlineData("{}", false)]
    public void Derives_success_from_the_reason_if_the_field_is_missing(string attempt, bool success)
        => Assert.Equal(success, GetAttempts($$"""{"code":2101,"attempts":[{{attempt}}]}""").Single<TicketAttempt>().Success);

    [Theory]
    [InlineData("2101")]
    [InlineData("\"2101\"")]
    public void Reads_the_code_as_a_number_or_a_string(string code)
        => GetAttempts($$"""{"code":{{code}},"status":"success","attempts":[{}]}""").Single<TicketAttempt>();

    [Theory]
    [InlineData("3")]
    [InlineData("\"3\"")]
    [InlineData("\"0003\"")]
    public void Reads_a_code_with_or_without_leading_zeros(string code)
        => GetAttempts($$"""{"code":{{code}},"status":"failure"}""").AssertError("Sevu.0003");

    [Theory]
    [InlineData("""{"attempts":[{"server":"a"}],"handle_time":0.3,"status":"success","message":"m","code":2101}""")]
    [InlineData("""{"unknown":{"deep":[1,{"x":[]}]},"code":2101,"attempts":[{"server":"a","unknown":[{"y":{}}]}]}""")]
    [InlineData("""{"attempts":[{"server":"a"}]}""")]
    [InlineData("""{"status":"Success","attempts":[{"server":"a"}]}""")]
    [InlineData("""{"code":2199,"status":"success","attempts":[{"server":"a"}]}""")]
    [InlineData("\ufeff \r\n\t{ \"code\" : 2101 , \"attempts\" : [ { \"server\" : \"a\" } ] } \r\n")]
    public void Reads_fields_in_any_order_and_ignores_unknown_ones(string body)
        => Assert.Equal("a", GetAttempts(body).Single<TicketAttempt>().Server);

    [Theory]
    [InlineData("""{"code":2100}""")]
    [InlineData("""{"code":2100,"status":"success","attempts":[]}""")]
    [InlineData("""{"code":2100,"status":"success","attempts":null}""")]
    [InlineData("""{"code":2101,"attempts":[]}""")]
    [InlineData("""{"code":2101,"attempts":{}}""")]
    [InlineData("""{"code":2101,"attempts":""}""")]
    [InlineData("""{"code":2101,"attempts":false}""")]
    public void A_missing_or_empty_list_is_an_empty_result(string body)
        => Assert.Empty(GetAttempts(body).AssertNoErrors().Output);

    [Fact]
    public void Reads_a_number_as_text_and_a_null_or_missing_field_as_null()
    {
        TicketAttempt attempt = GetAttempts("""{"code":2101,"attempts":[{"video":720,"app":null,"ip":""}]}""").Single<TicketAttempt>();

        Assert.Equal("720", attempt.Video);
        Assert.Null(attempt.App);
        Assert.Null(attempt.Server);
        Assert.Equal("", attempt.IPAddress);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"error":"x"}""")]
    [InlineData("""{"code":null,"status":null}""")]
    [InlineData("""{"code":2101}""")]
    [InlineData("""{"code":2101,"attempts":null}""")]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""{"code":100}""")]
    [InlineData("""{"code":2101,"attempts":true}""")]
    [InlineData("""{"code":2101,"attempts":{"ip":"203.0.113.7"}}""")]
    [InlineData("""{"code":2101,"attempts":"none"}""")]
    [InlineData("""{"code":2101,"attempts":[1]}""")]
    [InlineData("""{"code":2101,"attempts":[[]]}""")]
    [InlineData("""{"code":2101,"attempts":[null]}""")]
    [InlineData("""{"code":{}}""")]
    public void Reports_JSON_of_another_shape(string body) => GetAttempts(body).AssertError("Sevu.UnexpectedShape");

    [Theory]
    [InlineData("Could not connect to database")]
    [InlineData("123")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("""{"code":2100,}""")]
    public void Reports_text_that_is_not_JSON(string body) => GetAttempts(body).AssertError("Sevu.NotJson");

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("\r\n <br />\n<b>Warning</b>: mysql_connect() {\"code\":2100}")]
    public void Reports_an_HTML_page(string body) => GetAttempts(body).AssertError("Sevu.HtmlResponse");

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n ")]
    public void Reports_an_empty_body(string body) => GetAttempts(body).AssertError("Sevu.EmptyResponse");

    [Theory]
    [InlineData("""{"code":2101,"status":"failure","message":"half"}""", "Sevu.2101")]
    [InlineData("""{"code":4242,"status":"failure"}""", "Sevu.4242")]
    [InlineData("""{"code":4242}""", "Sevu.4242")]
    [InlineData("""{"code":4,"status":"success"}""", "Sevu.0004")]
    [InlineData("""{"status":"failure"}""", "Sevu.NoCode")]
    [InlineData("""{"status":"unheard of"}""", "Sevu.NoCode")]
    public void A_response_that_does_not_report_success_is_an_error(string body, string id) => GetAttempts(body).AssertError(id);

    [Fact]
    public void The_error_says_that_a_failure_has_no_code()
        => Assert.Matches(
            "gives no code. It says: down for maintenance$",
            GetAttempts("""{"status":"failure","message":"down for maintenance"}""").AssertError("Sevu.NoCode").ErrorDetails.Message);

    [Fact]
    public void A_very_long_message_is_shortened()
    {
        string signature = new('A', 43);
        string body = $$"""{"code":4,"status":"failure","message":"{{new string('-', 980)}}{{signature}}={{new string('x', 1_000_000)}}"}""";

        string message = GetAttempts(body).AssertError("Sevu.0004").ErrorDetails.Message;

        Assert.InRange(message.Length, 1000, 1200);
        Assert.DoesNotContain("AAAA", message);
    }

    // Masking shortens the text, so that the part of the last signature before the cut at 1288 characters would be shown.
    [Fact]
    public void A_secret_at_the_cut_of_a_long_message_is_not_shown_in_part()
    {
        string signature = new string('A', 43) + "=";
        string text = string.Concat(Enumerable.Repeat(signature + " ", 15)) + new string('-', 593) + signature + new string('x', 1_000_000);

        string body = $$"""{"code":4,"status":"failure","message":"{{text}}"}""";

        string message = GetAttempts(body).AssertError("Sevu.0004").ErrorDetails.Message;

        Assert.Contains("---", message);
        Assert.DoesNotContain("AAAA", message);
    }

    [Fact]
    public void A_failure_after_the_attempts_is_reported()
    {
        RunResult result = GetAttempts("""{"attempts":[{},{}],"code":4,"status":"failure"}""");

        Assert.Equal(2, result.Output.Count);
        result.AssertError("Sevu.0004");
    }

    [Fact]
    public void The_error_of_a_damaged_response_gives_the_number_of_attempts_read()
    {
        RunResult result = GetAttempts("""{"code":2101,"attempts":[{},{},<br />Warning: out of memory""");

        Assert.Equal(2, result.AssertIncomplete().AttemptCount);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_response_truncated_anywhere_is_reported_as_incomplete()
    {
        const string body = """{"code":2101,"message":"m","status":"success","attempts":[{"key":"a","success":1},{"key":"b\u00e9","success":0}],"handle_time":0.25}""";
        for (int length = 1; length < body.Length; length++)
        {
            RunResult result = GetAttempts(body[..length]);

            Assert.Equal(result.Output.Count, result.AssertIncomplete().AttemptCount);
            Assert.Equal(body[..length].Split('}').Length - 1, result.Output.Count);
        }
    }

    private RunResult GetAttempts(string body) => Engine.Run("Get-SevuTicketAttempt $args[0]", KeyWithResponse(body));
}
