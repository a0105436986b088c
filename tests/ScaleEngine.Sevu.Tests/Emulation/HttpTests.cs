using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>The HTTP side of the emulator: forms, proxies, compression, TLS, ports.</summary>
public sealed class HttpTests : RawHttpTest
{
    [Fact]
    public async Task Only_a_POST_of_a_form_with_the_one_field_json_is_a_request()
    {
        string signed = Sign(ValidRequest);
        using var put = new HttpRequestMessage(HttpMethod.Put, Emulator.Endpoint)
        {
            Content = Form(("json", signed)),
        };
        using var parts = new MultipartFormDataContent { { new StringContent(signed), "json" } };
        using var file = new MultipartFormDataContent
        {
            { new StringContent(signed), "json" },
            { new ByteArrayContent([1]), "file", "file.bin" },
        };

        Assert.Equal(6, Code(await ReadAsync(await Http.GetAsync(Emulator.Endpoint, Cancellation))));
        Assert.Equal(6, Code(await ReadAsync(await Http.SendAsync(put, Cancellation))));
        Assert.Equal(6, Code(await PostAsync(new StringContent(signed, Encoding.UTF8, "application/json"))));
        Assert.Equal(6, Code(await PostAsync(Form(("json", signed), ("more", "x")))));
        Assert.Equal(6, Code(await PostAsync(Form(("json", signed), ("json", signed)))));
        Assert.Equal(6, Code(await PostAsync(Form(("JSON ", signed)))));
        Assert.Equal(6, Code(await PostAsync(file)));
        Assert.Equal(2100, Code(await PostAsync(parts)));
        Assert.All(Emulator.Requests.SkipLast(1), request => Assert.Null(request.Json));
    }

    [Fact]
    public async Task Every_request_is_recorded_as_sent()
    {
        string signed = Sign("{" + CommonFields + ",\"key\":\"a\\/b +&%\\u00e9\"}");
        using var message = new HttpRequestMessage(HttpMethod.Post, Emulator.Endpoint)
        {
            Content = Form(("json", signed)),
        };
        message.Headers.Add("User-Agent", "test/1");

        using HttpResponseMessage first = await Http.SendAsync(message, Cancellation);
        using HttpResponseMessage second = await Http.GetAsync(
            new Uri(Emulator.Endpoint, "/no%20where?x=1"), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Now), first.Headers.Date);
        Assert.Equal("application/json", first.Content.Headers.ContentType!.ToString());
        Assert.Collection(
            Emulator.Requests,
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
    public async Task A_request_to_the_emulator_as_proxy_has_an_absolute_target()
    {
        using var proxied = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(Emulator.Endpoint) });
        using FormUrlEncodedContent form = Form(("json", Sign(ValidRequest)));

        JsonElement response = await ReadAsync(
            await proxied.PostAsync(new Uri("http://api.example/stable/"), form, Cancellation));

        Assert.Equal(2100, Code(response));
        Assert.Equal("http://api.example/stable/", Emulator.Requests[0].Target);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_response_is_compressed_if_the_client_accepts_it(string encoding)
    {
        using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        plain.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        using FormUrlEncodedContent form = Form(("json", Sign(ValidRequest)));

        using HttpResponseMessage response = await plain.PostAsync(Emulator.Endpoint, form, Cancellation);

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_client_does_not_trust_the_certificate()
    {
        await using SevuEmulator secure = await SevuEmulator.StartAsync(new() { Certificate = UntrustedCertificate.Create() }, Cancellation);

        HttpRequestException failure =
            await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetAsync(secure.Endpoint, Cancellation));

        Assert.IsType<AuthenticationException>(failure.InnerException);
        Assert.Empty(secure.Requests);
    }

    [Fact]
    public async Task A_port_in_use_is_an_IOException() => await Assert.ThrowsAsync<IOException>(
        () => SevuEmulator.StartAsync(new() { Port = Emulator.Endpoint.Port }, Cancellation));
}
