using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>
/// The emulator is what the client is measured with, so it is checked without the client: with requests signed by PHP
/// itself, and with ones written by hand.
/// </summary>
public sealed class EmulatorTests : IAsyncLifetime
{
    /// <summary>The clock of every vector and of every request below: 2014-09-16 16:00:00 UTC.</summary>
    private const long Now = 1410883200;

    private const string Secret = "8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f";

    private const string Common =
        "\"command\":\"sevu.errorlog\",\"api_key\":\"APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE\"," +
        "\"timestamp\":1410883200,\"cdn\":158";

    private const string Valid = "{" + Common + ",\"key\":\"a\"}";

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
    });

    private SevuEmulator _emulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _emulator = await SevuEmulator.StartAsync(new() { Clock = new StoppedClock() }, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Requests_signed_by_PHP_pass_every_check_of_form_and_signature()
    {
        int accepted = 0;
        int withOtherFields = 0;
        int withOtherSecret = 0;
        await foreach (string line in File.ReadLinesAsync(VectorFile, Cancellation))
        {
            using var vector = JsonDocument.Parse(line);
            JsonElement request = vector.RootElement.GetProperty("request");
            string name = vector.RootElement.GetProperty("name").GetString()!;
            string[] own = [.. request.EnumerateObject().Skip(4).Select(field => field.Name)];
            bool ownSecret = vector.RootElement.GetProperty("secret").GetString() == Secret;
            bool isQuery = own is ["key"] or ["key", "starttime"] && request.GetProperty("key").GetString() != "";

            int code = Code(await PostSignedAsync(vector.RootElement.GetProperty("signed").GetString()!));

            if (!ownSecret)
            {
                withOtherSecret++;
                Assert.True(code == 3, name);
            }
            else if (isQuery)
            {
                accepted++;
                Assert.True(code is 2100 or 2101, name);
            }
            else
            {
                withOtherFields++;
                Assert.True(code == 6, name);
            }
        }

        Assert.InRange(accepted, 30, int.MaxValue);
        Assert.InRange(withOtherFields, 150, int.MaxValue);
        Assert.InRange(withOtherSecret, 50, int.MaxValue);
    }

    [Theory]
    // Not what PHP writes
    [InlineData("'command':'", "'command': '", 3, "white space at offset 11")]
    [InlineData(",'key'", ", 'key'", 3, "white space at offset 105")]
    [InlineData("'a'", "'caf\\u00E9'", 3, "an escape with upper-case digits at offset 115")]
    [InlineData("'a'", "'a/b'", 3, "a slash without a backslash at offset 113")]
    [InlineData("'a'", "'café'", 3, "a character outside ASCII as itself at offset 115")]
    [InlineData("'a'", "'a\\u0026b'", 3, "an escape that PHP writes shorter at offset 113")]
    [InlineData("'a'", "'a\\u000a'", 3, "an escape that PHP writes shorter at offset 113")]
    [InlineData("'a'", "'a\\u007f'", 3, "an escape that PHP writes shorter at offset 113")]
    [InlineData("'a'", "10.0", 3, "a number that PHP writes as 10 at offset 111")]
    [InlineData("'a'", "1E-5", 3, "a number that PHP writes as 1.0e-5 at offset 111")]
    [InlineData("'a'", "-0", 3, "a number that PHP writes as 0 at offset 111")]
    [InlineData("'a'", "0.10000000000000001", 3, "a number that PHP writes as 0.1 at offset 111")]
    [InlineData("'a'", "9223372036854775808", 3, "a number that PHP writes as 9.223372036854776e+18 at offset 111")]
    [InlineData("'a'", "{}", 3, "PHP writes as a list at offset 111")]
    [InlineData("'a'", "[{'0':1,'1':2}]", 3, "PHP writes as a list at offset 112")]
    // The fields of every command
    [InlineData("'cdn':158,'key':'a'", "'key':'a','cdn':158", 6, "'cdn' is number 5, not 4")]
    [InlineData("{'command'", "{'key':'a','command'", 6, "not a JSON object")]
    [InlineData("{'command'", "{'starttime':'2014-09-16','command'", 6, "'command' is number 2, not 1")]
    [InlineData("'cdn':158,", "", 6, "'cdn' is missing")]
    [InlineData("1410883200", "'1410883200'", 6, "'timestamp' is not an integer")]
    [InlineData("158", "'158'", 6, "'cdn' is not an integer")]
    [InlineData("158", "158.0", 6, "'cdn' is not an integer")]
    [InlineData("sevu.errorlog", "sevu.unheard", 0, "unknown")]
    [InlineData("158", "160", 1, "authorization failed")]
    [InlineData("APX4", "apx4", 1, "authorization failed")]
    [InlineData("1410883200", "1410882899", 2, "301 s behind")]
    [InlineData("1410883200", "1410883501", 2, "301 s ahead")]
    // The fields of this one
    [InlineData(",'key':'a'", "", 6, "'key' is missing")]
    [InlineData("'a'", "''", 6, "'key' is not text, or is empty")]
    [InlineData("'a'", "1", 6, "'key' is not text, or is empty")]
    [InlineData("'a'", "'a','starttime':'2014-9-16'", 6, "'starttime' is not a date")]
    [InlineData("'a'", "'a','starttime':'2014-02-30'", 6, "'starttime' is not a date")]
    [InlineData("'a'", "'a','starttime':null", 6, "'starttime' is not a date")]
    [InlineData("'a'", "'a','limit':10", 6, "no field 'limit'")]
    // Not a JSON object
    [InlineData("'a'", "'\\ud83c'", 6, "not a JSON object")]
    [InlineData("'a'", "a", 6, "not a JSON object")]
    public async Task A_wrong_request_is_refused_with_its_code_though_its_signature_is_right(
        string right, string wrong, int code, string message)
    {
        // The rows are easier to read with ' in the place of ".
        string json = Valid.Replace(right.Replace('\'', '"'), wrong.Replace('\'', '"'), StringComparison.Ordinal);

        JsonElement answer = await PostSignedAsync(Sign(json));

        Assert.Equal("failure", answer.GetProperty("status").GetString());
        Assert.Equal(code, Code(answer));
        Assert.Contains(message, Message(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(_emulator.Account.ApiKey, Message(answer), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1410882900)]
    [InlineData(1410883500)]
    public async Task A_timestamp_may_be_five_minutes_off(long timestamp)
    {
        string json = Valid.Replace("1410883200", $"{timestamp}", StringComparison.Ordinal);

        Assert.Equal(2100, Code(await PostSignedAsync(Sign(json))));
    }

    [Fact]
    public async Task A_signature_with_one_wrong_character_is_refused()
    {
        string signed = Sign(Valid);
        int position = signed.Length - 10;
        char other = signed[position] == 'A' ? 'B' : 'A';

        JsonElement answer = await PostSignedAsync(signed[..position] + other + signed[(position + 1)..]);

        Assert.Equal(3, Code(answer));
        Assert.Contains("signature", Message(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(signed[^40..^10], Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_of_another_text_is_refused()
    {
        string signed = Sign(Valid);

        Assert.Equal(3, Code(await PostSignedAsync(signed.Replace("\"a\"", "\"b\"", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task White_space_after_the_end_is_refused()
    {
        JsonElement answer = await PostSignedAsync(Sign(Valid) + "\n");

        Assert.Equal(3, Code(answer));
        Assert.Contains("something after the end", Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signature_must_be_there_and_be_last()
    {
        Assert.Equal(6, Code(await PostSignedAsync(Valid)));
        Assert.Equal(6, Code(await PostSignedAsync(Sign(Valid)[..^1] + ",\"starttime\":\"2014-09-16\"}")));
    }

    [Fact]
    public async Task Only_a_POST_of_a_form_with_the_one_field_json_is_a_request()
    {
        string signed = Sign(Valid);
        using var put = new HttpRequestMessage(HttpMethod.Put, _emulator.Endpoint)
        {
            Content = Form(("json", signed)),
        };
        using var parts = new MultipartFormDataContent { { new StringContent(signed), "json" } };
        using var file = new MultipartFormDataContent
        {
            { new StringContent(signed), "json" },
            { new ByteArrayContent([1]), "file", "file.bin" },
        };

        Assert.Equal(6, Code(await ReadAsync(await _http.GetAsync(_emulator.Endpoint, Cancellation))));
        Assert.Equal(6, Code(await ReadAsync(await _http.SendAsync(put, Cancellation))));
        Assert.Equal(6, Code(await PostAsync(new StringContent(signed, Encoding.UTF8, "application/json"))));
        Assert.Equal(6, Code(await PostAsync(Form(("json", signed), ("more", "x")))));
        Assert.Equal(6, Code(await PostAsync(Form(("json", signed), ("json", signed)))));
        Assert.Equal(6, Code(await PostAsync(Form(("JSON ", signed)))));
        Assert.Equal(6, Code(await PostAsync(file)));
        Assert.Equal(2100, Code(await PostAsync(parts)));
        Assert.All(_emulator.Requests.SkipLast(1), request => Assert.Null(request.Json));
    }

    [Fact]
    public async Task Every_request_is_kept_as_it_came()
    {
        string signed = Sign("{" + Common + ",\"key\":\"a\\/b +&%\\u00e9\"}");
        using var message = new HttpRequestMessage(HttpMethod.Post, _emulator.Endpoint)
        {
            Content = Form(("json", signed)),
        };
        message.Headers.Add("User-Agent", "test/1");

        using HttpResponseMessage first = await _http.SendAsync(message, Cancellation);
        using HttpResponseMessage second = await _http.GetAsync(
            new Uri(_emulator.Endpoint, "/no%20where?x=1"), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Now), first.Headers.Date);
        Assert.Equal("application/json", first.Content.Headers.ContentType!.ToString());
        Assert.Collection(
            _emulator.Requests,
            request =>
            {
                Assert.Equal((signed, "POST", "/stable/"), (request.Json, request.Method, request.Target));
                Assert.Equal("test/1", request.Headers["user-agent"]);
                Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Now), request.Time);
            },
            request =>
            {
                Assert.Null(request.Json);
                Assert.Equal(("/no%20where?x=1", "/no where"), (request.Target, request.Path));
            });
    }

    [Fact]
    public async Task A_request_to_the_emulator_as_a_proxy_shows_the_absolute_target()
    {
        using var proxied = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(_emulator.Endpoint) });
        using FormUrlEncodedContent form = Form(("json", Sign(Valid)));

        JsonElement answer = await ReadAsync(
            await proxied.PostAsync(new Uri("http://api.example/stable/"), form, Cancellation));

        Assert.Equal(2100, Code(answer));
        Assert.Equal("http://api.example/stable/", _emulator.Requests[0].Target);
    }

    [Fact]
    public async Task A_ticket_is_answered_with_its_log_as_PHP_writes_it()
    {
        EmulatedTicket ticket = _emulator.Log.HostileTicket;

        string text = await AskTextAsync(ticket.Key);

        using var answer = JsonDocument.Parse(text);
        Assert.Equal(2101, Code(answer.RootElement));
        Assert.Matches("^[0-9]+[.][0-9]{4} seconds$", answer.RootElement.GetProperty("handle_time").GetString());
        Assert.Equal(ticket.Attempts.Select(attempt => attempt.PageUrl), Column(answer.RootElement, "pageurl"));
        Assert.Equal(ticket.Attempts.Select(attempt => attempt.Ip), Column(answer.RootElement, "ip"));
        Assert.Contains("\"video\":\"event\\/main-stage\"", text, StringComparison.Ordinal);
        Assert.Contains("\\u001b[31m", text, StringComparison.Ordinal);
        Assert.Contains("\\ud83c\\udfac", text, StringComparison.Ordinal);
        Assert.Contains("\"<script>alert('hi')<\\/script>", text, StringComparison.Ordinal);
        Assert.All(text, character => Assert.InRange(character, ' ', '\u007f'));
    }

    [Fact]
    public async Task An_unused_and_an_unknown_ticket_have_no_attempts()
    {
        foreach (string key in (string[])[_emulator.Log.UnusedTicket.Key, "nobody.knows"])
        {
            JsonElement answer = await AskAsync(key);

            Assert.Equal(2100, Code(answer));
            Assert.Empty(answer.GetProperty("attempts").EnumerateArray());
        }
    }

    [Fact]
    public async Task A_start_leaves_out_the_days_before_and_what_has_no_date()
    {
        EmulatedLog log = _emulator.Log;
        var start = new DateTimeOffset(2014, 9, 15, 0, 0, 0, TimeSpan.Zero);

        JsonElement answer = await AskAsync(log.SharedTicket.Key, "2014-09-15");
        string[] times = [.. Column(answer, "datetime")];

        Assert.StartsWith("2014-09-15 00:", times[0], StringComparison.Ordinal);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(log.SharedTicket.Attempts.Count(attempt => attempt.Time >= start), times.Length);
        Assert.Equal("0000-00-00 00:00:00", Column(await AskAsync(log.UndatedTicket.Key), "datetime").First());
        Assert.Equal(11, Column(await AskAsync(log.UndatedTicket.Key, "2014-09-01"), "datetime").Count());
    }

    [Fact]
    public async Task The_log_tells_the_same_stories_every_time()
    {
        await using SevuEmulator twin =
            await SevuEmulator.StartAsync(new() { Clock = new StoppedClock() }, Cancellation);
        EmulatedLog log = _emulator.Log;
        EmulatedAttempt[] all = [.. log.Tickets.SelectMany(ticket => ticket.Attempts)];
        var now = DateTimeOffset.FromUnixTimeSeconds(Now);
        EmulatedAttempt[] lately =
        [
            .. log.SharedTicket.Attempts.Where(attempt => attempt.Time > now.AddHours(-6) && !attempt.Success),
        ];

        Assert.Equal("mystream.53ffc996dd39d5.39102367", log.SharedTicket.Key);
        Assert.InRange(lately.Length, 20, 200);
        Assert.InRange(lately.Select(attempt => attempt.Reason).Distinct().Count(), 3, 7);
        Assert.InRange(lately.Select(attempt => attempt.Ip).Distinct().Count(), 15, 200);
        Assert.Equal(12, log.Tickets.Select(ticket => ticket.Key).Distinct().Count());
        Assert.Equal(all, twin.Log.Tickets.SelectMany(ticket => ticket.Attempts));
        Assert.All(all, attempt => Assert.InRange(attempt.Time ?? now, now.AddDays(-5), now));
    }

    [Fact]
    public async Task A_test_may_order_any_answer_for_a_ticket()
    {
        string key = _emulator.Log.HomeTicket.Key;
        _emulator.Answer(key, context => context.Response.WriteAsJsonAsync(new { code = "0001" }, Cancellation));

        Assert.Equal("0001", (await AskAsync(key)).GetProperty("code").GetString());
        Assert.Equal(6, Code(await PostSignedAsync("{" + Common + ",\"key\":\"" + key + "\"}")));
    }

    [Theory]
    [InlineData("emulator.code.1000", 1000)]
    [InlineData("emulator.code.0005", 5)]
    [InlineData("emulator.code.x", 2100)]
    [InlineData("emulator.code.", 2100)]
    [InlineData("emulator.delay.1", 2101)]
    [InlineData("emulator.trickle.0", 2101)]
    [InlineData("emulator.redirect", 2101)]
    [InlineData("emulator.attempts.0", 2100)]
    public async Task A_key_orders_a_code(string key, int code) => Assert.Equal(code, Code(await AskAsync(key)));

    [Theory]
    [InlineData("emulator.http.429", 429, "text/html", true)]
    [InlineData("emulator.http.503", 503, "text/html", true)]
    [InlineData("emulator.http.500", 500, "text/html", false)]
    [InlineData("emulator.html", 200, "text/html", false)]
    [InlineData("emulator.empty", 200, "application/json", false)]
    [InlineData("emulator.text", 200, "application/json", false)]
    public async Task A_key_orders_something_else_than_JSON(string key, int status, string type, bool retryAfter)
    {
        using HttpResponseMessage response = await SendAsync(key);
        string body = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(retryAfter ? TimeSpan.FromSeconds(1) : null, response.Headers.RetryAfter?.Delta);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body));
    }

    [Fact]
    public async Task A_key_orders_JSON_of_another_shape_and_an_echo()
    {
        JsonElement echo = await AskAsync("emulator.echo");

        Assert.Equal(JsonValueKind.Array, (await AskAsync("emulator.shape")).ValueKind);
        Assert.Equal(4, Code(echo));
        Assert.Contains(_emulator.Requests[0].Json!, Message(echo), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_that_is_followed_is_kept()
    {
        await AskAsync("emulator.redirect");

        Assert.Equal(["/stable/", "/elsewhere/"], _emulator.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_cut_and_a_truncated_answer_stop_in_the_middle_of_an_attempt(int count)
    {
        using HttpResponseMessage truncated = await SendAsync($"emulator.truncate.{count}");
        using HttpResponseMessage cut = await SendAsync($"emulator.cut.{count}");
        (string truncatedText, bool truncatedBroke) = await ReadToTheLastAsync(truncated);
        (string cutText, bool cutBroke) = await ReadToTheLastAsync(cut);

        Assert.False(truncatedBroke);
        Assert.True(cutBroke);
        foreach (string text in (string[])[truncatedText, cutText])
        {
            Assert.Equal(count, text.Split("\"server\":").Length - 1);
            Assert.Equal(count + 1, text.Split("\"key\":").Length - 1);
        }
    }

    [Theory]
    [InlineData("emulator.stall.1", "identity")]
    [InlineData("emulator.stall.1", "gzip")]
    [InlineData("emulator.stall.1", "br")]
    [InlineData("emulator.attempts.2000000000", "identity")]
    [InlineData("emulator.attempts.2000000000", "gzip")]
    public async Task The_first_attempts_arrive_while_the_answer_goes_on_and_its_end_is_not_waited_for(
        string key, string encoding)
    {
        using HttpResponseMessage response = await SendAsync(key, encoding)
            .WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await using Stream body = await response.Content.ReadAsStreamAsync(Cancellation);

        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!text.ToString().Contains("\"server\":", StringComparison.Ordinal))
        {
            int read = await body.ReadAsync(buffer, Cancellation).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
            Assert.NotEqual(0, read);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        // What is under way does not hold up the end.
        await _emulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task A_stalled_answer_neither_goes_on_nor_ends()
    {
        using HttpResponseMessage response = await SendAsync("emulator.stall.2");

        Task<string> whole = response.Content.ReadAsStringAsync(Cancellation);

        await Assert.ThrowsAsync<TimeoutException>(() => whole.WaitAsync(TimeSpan.FromMilliseconds(300), Cancellation));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_is_compressed_for_a_client_that_asks_for_it(string encoding)
    {
        using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        plain.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        using FormUrlEncodedContent form = Form(("json", Sign(Valid)));

        using HttpResponseMessage response = await plain.PostAsync(_emulator.Endpoint, form, Cancellation);

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Attempts_are_made_up_as_many_as_asked_for_a_quarter_of_them_refused()
    {
        JsonElement answer = await AskAsync("emulator.attempts.10000");
        JsonElement[] attempts = [.. answer.GetProperty("attempts").EnumerateArray()];

        Assert.Equal(10_000, attempts.Length);
        Assert.InRange(attempts.Count(attempt => attempt.GetProperty("success").GetInt32() == 0), 2300, 2700);
        Assert.All(attempts, attempt => Assert.Equal(
            attempt.GetProperty("success").GetInt32() == 1, attempt.GetProperty("reason").GetString() == "Success"));
    }

    [Fact]
    public async Task The_certificate_is_one_to_refuse()
    {
        await using SevuEmulator secure = await SevuEmulator.StartAsync(new() { Certificate = UntrustedCertificate.Create() }, Cancellation);

        HttpRequestException refused =
            await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync(secure.Endpoint, Cancellation));

        Assert.IsType<AuthenticationException>(refused.InnerException);
        Assert.Empty(secure.Requests);
    }

    [Fact]
    public async Task A_taken_port_is_an_IOException() => await Assert.ThrowsAsync<IOException>(
        () => SevuEmulator.StartAsync(new() { Port = _emulator.Endpoint.Port }, Cancellation));

    [Fact]
    public async Task A_new_ticket_is_told_as_text_and_can_be_looked_up()
    {
        JsonElement issued = await CommandAsync(
            "sevu.request", "'pass':'p w','ip':'auto\\/24|192.0.2.1','video':'a|b*','app':'c','uses':'5','expire':'2014-09-17 00:00:00'");
        JsonElement ticket = issued.GetProperty("ticket");
        JsonElement status = await CommandAsync("sevu.status", $"'key':'{ticket.GetProperty("key").GetString()}'");

        Assert.Equal("success", issued.GetProperty("status").GetString());
        foreach (JsonElement told in (JsonElement[])[ticket, status])
        {
            Assert.Equal(
                [ticket.GetProperty("key").GetString(), "p w", "auto/24|192.0.2.1", "a|b*", "c", "5", "1", "2014-09-16 16:00:00", "0000-00-00 00:00:00", "2014-09-17 00:00:00"],
                ((string[])["key", "pass", "ip", "video", "app", "uses", "active", "created_date", "used_date", "expire_date"])
                    .Select(name => told.GetProperty(name).GetString()));
        }
    }

    [Theory]
    [InlineData("sevu.request", "'video':'v','app':'a'", "'pass' is missing")]
    [InlineData("sevu.request", "'pass':'p','app':'a'", "'video' is missing")]
    [InlineData("sevu.request", "'pass':'p','video':'v'", "'app' is missing")]
    [InlineData("sevu.request", "'pass':'','video':'v','app':'a'", "'pass' is not text")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','ip':'192.0.2.0\\/33'", "'ip' is not a list of addresses")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','ip':'autos'", "'ip' is not a list of addresses")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','uses':-1", "'uses' is not a number")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','uses':'x'", "'uses' is not a number")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','expire':'+1 week'", "'expire' is not a time")]
    [InlineData("sevu.status", "", "'key' is missing")]
    [InlineData("sevu.revoke", "'key':'a','pass':'p'", "no field 'pass'")]
    [InlineData("usage.summary", "'starttime':1", "'starttime' is not a date")]
    [InlineData("sevu.errorcount", "'limit':'all'", "'limit' is not a number")]
    public async Task A_wrong_field_of_another_command_is_refused(string command, string fields, string message)
    {
        JsonElement answer = await CommandAsync(command, fields);

        Assert.Equal(6, Code(answer));
        Assert.Contains(message, Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_ticket_and_a_second_revocation_fail_without_a_code()
    {
        string key = $"'key':'{_emulator.Log.HomeTicket.Key}'";

        Assert.Equal("success", (await CommandAsync("sevu.revoke", key)).GetProperty("status").GetString());
        Assert.Equal("0", (await CommandAsync("sevu.status", key)).GetProperty("active").GetString());
        foreach ((string command, string fields) in ((string, string)[])[("sevu.revoke", key), ("sevu.revoke", "'key':'a'"), ("sevu.status", "'key':'a'")])
        {
            JsonElement answer = await CommandAsync(command, fields);
            Assert.Equal("failure", answer.GetProperty("status").GetString());
            Assert.False(answer.TryGetProperty("code", out _));
        }
    }

    [Theory]
    [InlineData("wrong", "c", "v", "192.0.2.7", "Invalid Auth Token")]
    [InlineData("p", "d", "v", "192.0.2.7", "Wrong Application")]
    [InlineData("p", "c", "w", "192.0.2.7", "Not authorized for that video")]
    [InlineData("p", "c", "v", "192.0.3.7", "Invalid IP Address")]
    [InlineData("p", "c", "v", "2001:db8::1", "Invalid IP Address")]
    [InlineData("p", "c", "v", "192.0.2.9", "Exceeded max views")]
    public async Task A_viewer_is_let_in_or_told_why_not_and_the_log_follows(string pass, string app, string video, string ip, string reason)
    {
        string key = (await CommandAsync("sevu.request", "'pass':'p','ip':'auto\\/24','video':'v','app':'c','uses':1"))
            .GetProperty("ticket").GetProperty("key").GetString()!;
        Assert.Equal("Success", _emulator.Watch(key, new Viewer("192.0.2.8", "p", "v", "c")).Reason);

        string watched = await _http.GetStringAsync(
            new Uri(_emulator.Endpoint, $"/watch?key={key}&pass={pass}&app={app}&video={video}&ip={Uri.EscapeDataString(ip)}"), Cancellation);

        Assert.Equal(reason, watched.Trim());
        Assert.Equal(["Success", reason], Column(await AskAsync(key), "reason"));
        await CommandAsync("sevu.revoke", $"'key':'{key}'");
        Assert.Equal(
            pass == "p" ? "Token Revoked" : reason, _emulator.Watch(key, new Viewer(ip, pass, video, app)).Reason);
    }

    [Theory]
    [InlineData("0.0.0.0\\/0", "2001:db8::1")]
    [InlineData("2001:db8::\\/32", "2001:db8:1::1")]
    [InlineData("192.0.2.1|192.0.2.2", "192.0.2.2")]
    [InlineData("192.0.2.0\\/25", "192.0.2.127")]
    [InlineData("auto", "192.0.2.2")]
    public async Task An_address_within_the_rules_is_let_in(string rules, string ip)
    {
        JsonElement issued = await CommandAsync("sevu.request", $"'pass':'p','ip':'{rules}','video':'v*','app':'*'");

        EmulatedAttempt attempt = _emulator.Watch(
            issued.GetProperty("ticket").GetProperty("key").GetString()!, new Viewer(ip, "p", "video", "app"));

        Assert.Equal("Success", attempt.Reason);
    }

    [Fact]
    public async Task Usage_is_summed_up_by_day()
    {
        JsonElement[] days = [.. (await CommandAsync("usage.summary", "'starttime':'2014-09-14'")).GetProperty("usage").EnumerateArray()];

        Assert.Equal(["2014-09-14", "2014-09-15", "2014-09-16"], days.Select(day => day.GetProperty("day").GetString()));
        Assert.All(days, day => Assert.InRange(day.GetProperty("accepted").GetInt32(), 1, day.GetProperty("attempts").GetInt32()));
    }

    [Theory]
    [InlineData("", 11, 3000)]
    [InlineData("'limit':'2','seek':1", 2, null)]
    [InlineData("'key':'member.5a0c3f21c0d4e1.77120934'", 1, 140)]
    [InlineData("'key':'member.5a0c3f21c0d4e1.77120934','success':0", 0, 0)]
    [InlineData("'pass':'a-long-one-17','success':'0','app':'acme-live'", 1, 320)]
    [InlineData("'pass':'nobody-has-it'", 0, 0)]
    public async Task Uses_are_counted_by_ticket(string fields, int tickets, int? atLeast)
    {
        JsonElement[] counts = [.. (await CommandAsync("sevu.errorcount", fields)).GetProperty("counts").EnumerateArray()];

        Assert.Equal(tickets, counts.Length);
        Assert.True(atLeast is null || counts.Sum(ticket => ticket.GetProperty("count").GetInt32()) >= atLeast);
    }

    [Fact]
    public async Task A_new_tickets_video_and_a_commands_name_order_trouble()
    {
        JsonElement video = await CommandAsync("sevu.request", "'pass':'p','video':'emulator.code.1000','app':'a'");

        Assert.Equal(1000, Code(video));
        Assert.Equal(5, Code(await CommandAsync("emulator.code.5", "'anything':[1]")));
    }

    private static string VectorFile => Path.Combine(AppContext.BaseDirectory, "Data", "php-signed-requests.jsonl");

    private static string Sign(string json)
    {
        byte[] signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.UTF8.GetBytes(json));
        string text = Convert.ToBase64String(signature).Replace("/", "\\/", StringComparison.Ordinal);
        return $"{json[..^1]},\"signature\":\"{text}\"}}";
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private Task<JsonElement> PostSignedAsync(string signed) => PostAsync(Form(("json", signed)));

    private async Task<JsonElement> PostAsync(HttpContent content)
    {
        using (content)
        {
            return await ReadAsync(await _http.PostAsync(_emulator.Endpoint, content, Cancellation));
        }
    }

    private async Task<JsonElement> AskAsync(string key, string? start = null)
    {
        using HttpResponseMessage response = await SendAsync(key, start: start);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    /// <summary>Sends a command with fields that are written with ' in the place of ".</summary>
    private Task<JsonElement> CommandAsync(string command, string fields)
    {
        string common = Common.Replace("sevu.errorlog", command, StringComparison.Ordinal);
        return PostSignedAsync(Sign("{" + string.Join(',', ((string[])[common, fields.Replace('\'', '"')]).Where(part => part.Length > 0)) + "}"));
    }

    private async Task<string> AskTextAsync(string key)
    {
        using HttpResponseMessage response = await SendAsync(key);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(string key, string encoding = "identity", string? start = null)
    {
        string starttime = start is null ? "" : $",\"starttime\":\"{start}\"";
        using var request = new HttpRequestMessage(HttpMethod.Post, _emulator.Endpoint)
        {
            Content = Form(("json", Sign("{" + Common + $",\"key\":\"{key}\"{starttime}}}"))),
        };
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        }
    }

    private static async Task<(string Text, bool Broke)> ReadToTheLastAsync(HttpResponseMessage response)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(Cancellation);
        using var received = new MemoryStream();
        bool broke = false;
        try
        {
            await body.CopyToAsync(received, Cancellation);
        }
        catch (IOException)
        {
            broke = true;
        }

        return (Encoding.UTF8.GetString(received.ToArray()), broke);
    }

    private static int Code(JsonElement answer) => answer.GetProperty("code").GetInt32();

    private static string Message(JsonElement answer) => answer.GetProperty("message").GetString()!;

    private static IEnumerable<string> Column(JsonElement answer, string name) =>
        answer.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty(name).GetString()!);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Now);
    }
}
