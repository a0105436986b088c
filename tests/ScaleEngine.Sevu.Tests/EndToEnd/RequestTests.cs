using System;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class RequestTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void Names_the_module_and_its_version()
    {
        RunResult module = Engine.Run("(Get-Module ScaleEngine.Sevu).Version.ToString(); Get-SevuTicketAttempt emulator.attempts.1").AssertNoErrors();

        Assert.Equal($"ScaleEngine.Sevu/{module.Output[0]}", Sent[^1].Headers["User-Agent"]);
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

        Assert.Contains("gzip", Sent[^1].Headers["Accept-Encoding"]);
        Assert.DoesNotContain("Cookie", Sent[^1].Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expect", Sent[^1].Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Goes_through_the_proxy_it_is_given()
    {
        using Engine engine = Engine.ConnectedThrough(Emulator.Endpoint);

        engine.Run("Get-SevuTicketAttempt emulator.attempts.1").AssertNoErrors();

        Assert.Equal("http://localhost:1/stable/", Sent[^1].Target);
    }

    [Fact]
    public void A_second_request_has_its_own_signature()
    {
        Engine.Run("'emulator.attempts.1', 'emulator.attempts.2' | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal(2, Sent.Select(request => request.Json!.Split("signature")[1]).Distinct().Count());
    }
}
