using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>Responses that a test requests with a handler or with a key such as <c>emulator.code.5</c>.</summary>
public sealed class FaultTests : RawHttpTest
{
    [Fact]
    public async Task A_test_can_set_any_response_for_a_ticket()
    {
        string key = Emulator.Log.HomeTicket.Key;
        Emulator.Respond(key, context => context.Response.WriteAsJsonAsync(new { code = "0001" }, Cancellation));

        Assert.Equal("0001", (await GetLogAsync(key)).GetProperty("code").GetString());
        Assert.Equal(6, Code(await PostSignedAsync("{" + CommonFields + ",\"key\":\"" + key + "\"}")));
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
    public async Task A_key_requests_a_response_code(string key, int code) => Assert.Equal(code, Code(await GetLogAsync(key)));

    [Theory]
    [InlineData("emulator.http.429", 429, "text/html", true)]
    [InlineData("emulator.http.503", 503, "text/html", true)]
    [InlineData("emulator.http.500", 500, "text/html", false)]
    [InlineData("emulator.html", 200, "text/html", false)]
    [InlineData("emulator.empty", 200, "application/json", false)]
    [InlineData("emulator.text", 200, "application/json", false)]
    public async Task A_key_requests_a_response_that_is_not_JSON(string key, int status, string type, bool retryAfter)
    {
        using HttpResponseMessage response = await SendLogRequestAsync(key);
        string body = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(retryAfter ? TimeSpan.FromSeconds(1) : null, response.Headers.RetryAfter?.Delta);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body));
    }

    [Fact]
    public async Task A_key_requests_JSON_of_another_shape_or_an_echo()
    {
        JsonElement echo = await GetLogAsync("emulator.echo");

        Assert.Equal(JsonValueKind.Array, (await GetLogAsync("emulator.shape")).ValueKind);
        Assert.Equal(4, Code(echo));
        Assert.Contains(Emulator.Requests[0].Json!, Message(echo), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_followed_redirect_is_recorded()
    {
        await GetLogAsync("emulator.redirect");

        Assert.Equal(["/stable/", "/elsewhere/"], Emulator.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task The_video_of_a_new_ticket_and_the_name_of_a_command_request_a_fault()
    {
        JsonElement video = await SendCommandAsync("sevu.request", "'pass':'p','video':'emulator.code.1000','app':'a'");

        Assert.Equal(1000, Code(video));
        Assert.Equal(5, Code(await SendCommandAsync("emulator.code.5", "'anything':[1]")));
    }
}
