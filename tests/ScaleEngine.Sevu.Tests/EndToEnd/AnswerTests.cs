using System.Linq;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>PHP is loose with types and order, and the service may be too.</summary>
public sealed class AnswerTests(EmulatorFixture fixture) : EmulatorTest(fixture)
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
    public void Reads_success_however_it_is_written(string json, bool success)
        => Assert.Equal(success, Ask($$"""{"code":2101,"attempts":[{"success":{{json}}}]}""").Single<TicketAttempt>().Success);

    [Theory]
    [InlineData("""{"reason":"Success"}""", true)]
    [InlineData("""{"reason":"Success","success":null}""", true)]
    [InlineData("""{"reason":"Token Revoked"}""", false)]
    [InlineData("{}", false)]
    public void Tells_success_by_the_reason_where_nothing_else_says_so(string attempt, bool success)
        => Assert.Equal(success, Ask($$"""{"code":2101,"attempts":[{{attempt}}]}""").Single<TicketAttempt>().Success);

    [Theory]
    [InlineData("2101")]
    [InlineData("\"2101\"")]
    public void Reads_the_code_as_number_and_as_text(string code)
        => Ask($$"""{"code":{{code}},"status":"success","attempts":[{}]}""").Single<TicketAttempt>();

    [Theory]
    [InlineData("3")]
    [InlineData("\"3\"")]
    [InlineData("\"0003\"")]
    public void Reads_a_code_with_and_without_its_zeros(string code)
        => Ask($$"""{"code":{{code}},"status":"failure"}""").AssertError("Sevu.0003");

    [Theory]
    [InlineData("""{"attempts":[{"server":"a"}],"handle_time":0.3,"status":"success","message":"m","code":2101}""")]
    [InlineData("""{"unknown":{"deep":[1,{"x":[]}]},"code":2101,"attempts":[{"server":"a","unknown":[{"y":{}}]}]}""")]
    [InlineData("""{"attempts":[{"server":"a"}]}""")]
    [InlineData("""{"status":"Success","attempts":[{"server":"a"}]}""")]
    [InlineData("""{"code":2199,"status":"success","attempts":[{"server":"a"}]}""")]
    [InlineData("\ufeff \r\n\t{ \"code\" : 2101 , \"attempts\" : [ { \"server\" : \"a\" } ] } \r\n")]
    public void Reads_fields_in_any_order_and_passes_over_what_it_does_not_know(string body)
        => Assert.Equal("a", Ask(body).Single<TicketAttempt>().Server);

    [Theory]
    [InlineData("""{"code":2100}""")]
    [InlineData("""{"code":2100,"status":"success","attempts":[]}""")]
    [InlineData("""{"code":2100,"status":"success","attempts":null}""")]
    [InlineData("""{"status":"success"}""")]
    public void Takes_an_absent_or_empty_list_for_an_empty_result(string body)
        => Assert.Empty(Ask(body).AssertNoErrors().Output);

    [Fact]
    public void Takes_numbers_for_text_and_leaves_null_what_is_null_or_absent()
    {
        TicketAttempt attempt = Ask("""{"code":2101,"attempts":[{"video":720,"app":null,"ip":""}]}""").Single<TicketAttempt>();

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
    [InlineData("""{"code":2101,"attempts":{"0":{}}}""")]
    [InlineData("""{"code":2101,"attempts":"none"}""")]
    [InlineData("""{"code":2101,"attempts":[1]}""")]
    [InlineData("""{"code":2101,"attempts":[[]]}""")]
    [InlineData("""{"code":2101,"attempts":[null]}""")]
    [InlineData("""{"code":2101,"attempts":[{"ip":["x"]}]}""")]
    [InlineData("""{"code":2101,"attempts":[{"success":"perhaps"}]}""")]
    [InlineData("""{"code":{}}""")]
    public void Names_JSON_of_another_shape(string body) => Ask(body).AssertError("Sevu.UnexpectedShape");

    [Theory]
    [InlineData("Could not connect to database")]
    [InlineData("123")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("""{"code":2100} Warning: Cannot modify header information""")]
    [InlineData("""{"code":2100}{"code":2100}""")]
    [InlineData("""{"code":2100,}""")]
    public void Names_what_is_not_JSON(string body) => Ask(body).AssertError("Sevu.NotJson");

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("\r\n <br />\n<b>Warning</b>: mysql_connect() {\"code\":2100}")]
    public void Names_an_HTML_page(string body) => Ask(body).AssertError("Sevu.HtmlResponse");

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n ")]
    public void Names_an_empty_body(string body) => Ask(body).AssertError("Sevu.EmptyResponse");

    [Theory]
    [InlineData("""{"code":2101,"status":"failure","message":"half"}""", "Sevu.2101")]
    [InlineData("""{"code":4242,"status":"failure"}""", "Sevu.4242")]
    [InlineData("""{"code":4242}""", "Sevu.4242")]
    [InlineData("""{"code":4,"status":"success"}""", "Sevu.0004")]
    [InlineData("""{"status":"failure"}""", "Sevu.NoCode")]
    [InlineData("""{"status":"unheard of"}""", "Sevu.NoCode")]
    public void Takes_for_success_only_what_says_so(string body, string id) => Ask(body).AssertError(id);

    [Fact]
    public void A_failure_without_a_code_says_so()
        => Assert.Matches(
            "gives no code. It says: down for maintenance$",
            Ask("""{"status":"failure","message":"down for maintenance"}""").AssertError("Sevu.NoCode").ErrorDetails.Message);

    [Fact]
    public void A_message_without_end_is_shown_in_part()
    {
        string signature = new('A', 43);
        string body = $$"""{"code":4,"status":"failure","message":"{{new string('-', 980)}}{{signature}}={{new string('x', 1_000_000)}}"}""";

        string message = Ask(body).AssertError("Sevu.0004").ErrorDetails.Message;

        Assert.InRange(message.Length, 1000, 1200);
        Assert.DoesNotContain("AAAA", message);
    }

    // What is masked makes the text shorter, so that what the cut at 1288 leaves of the last signature would be shown.
    [Fact]
    public void A_secret_that_the_cut_goes_through_is_not_shown_in_part()
    {
        string signature = new string('A', 43) + "=";
        string text = string.Concat(Enumerable.Repeat(signature + " ", 15)) + new string('-', 593) + signature + new string('x', 1_000_000);

        string message = Ask($$"""{"code":4,"status":"failure","message":"{{text}}"}""").AssertError("Sevu.0004").ErrorDetails.Message;

        Assert.Contains("---", message);
        Assert.DoesNotContain("AAAA", message);
    }

    [Fact]
    public void A_failure_that_follows_the_attempts_is_not_lost()
    {
        RunResult result = Ask("""{"attempts":[{},{}],"code":4,"status":"failure"}""");

        Assert.Equal(2, result.Output.Count);
        result.AssertError("Sevu.0004");
    }

    [Fact]
    public void An_answer_damaged_in_the_middle_says_how_many_attempts_came_through()
    {
        RunResult result = Ask("""{"code":2101,"attempts":[{},{},<br />Warning: out of memory""");

        Assert.Equal(2, result.AssertIncomplete().AttemptCount);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void An_answer_cut_off_anywhere_is_never_taken_for_a_whole_one()
    {
        const string body = """{"code":2101,"message":"m","status":"success","attempts":[{"key":"a","success":1},{"key":"b\u00e9","success":0}],"handle_time":0.25}""";
        for (int length = 1; length < body.Length; length++)
        {
            RunResult result = Ask(body[..length]);

            Assert.Equal(result.Output.Count, result.AssertIncomplete().AttemptCount);
            Assert.Equal(body[..length].Split('}').Length - 1, result.Output.Count);
        }
    }

    private RunResult Ask(string body) => Engine.Run("Get-SevuTicketAttempt $args[0]", KeyAnsweredWith(body));
}
