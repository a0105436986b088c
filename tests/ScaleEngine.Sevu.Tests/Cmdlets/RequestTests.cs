using System;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Cmdlets;

public sealed class RequestTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private ReceivedRequest LastRequest => Emulator.Requests[^1];

    [Fact]
    public void Names_the_module_and_its_version()
    {
        RunResult module = Engine.Run("(Get-Module ScaleEngine.Sevu).Version.ToString(); Get-SevuTicketAttempt emulator.attempts.1").AssertNoErrors();

        Assert.Equal($"ScaleEngine.Sevu/{module.Output[0]}", LastRequest.Headers["User-Agent"]);
    }

    [Fact]
    public void Accepts_a_compressed_answer_and_no_cookies()
    {
        Emulator.Answer("cookie", context =>
        {
            context.Response.Cookies.Append("session", "1");
            return context.Response.WriteAsync("""{"code":2100}""");
        });

        Engine.Run("'cookie', 'emulator.attempts.1000' | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Contains("gzip", LastRequest.Headers["Accept-Encoding"]);
        Assert.DoesNotContain("Cookie", LastRequest.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expect", LastRequest.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Goes_through_the_proxy_it_is_given()
    {
        using Engine engine = new();
        engine.Run(
            "Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] -Endpoint http://localhost:1/stable/ -Proxy $args[2]",
            Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret), Emulator.Endpoint).AssertNoErrors();

        engine.Run("Get-SevuTicketAttempt emulator.attempts.1").AssertNoErrors();

        Assert.Equal("http://localhost:1/stable/", LastRequest.Target);
    }

    [Fact]
    public void A_second_request_has_its_own_signature()
    {
        Engine.Run("'emulator.attempts.1', 'emulator.attempts.2' | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal(2, Emulator.Requests.TakeLast(2).Select(request => request.Json!.Split("signature")[1]).Distinct().Count());
    }
}
