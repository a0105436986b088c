using System;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class HttpRequestTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void The_user_agent_is_the_module_and_its_version()
    {
        RunResult module = Engine.Run("(Get-Module ScaleEngine.Sevu).Version.ToString(); Get-SevuTicketAttempt emulator.attempts.1").AssertNoErrors();

        Assert.Equal($"ScaleEngine.Sevu/{module.Output[0]}", Sent[^1].Headers["User-Agent"]);
    }

    [Fact]
    public void Accepts_compressed_responses_and_ignores_cookies()
    {
        Emulator.Respond("cookie", context =>
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
    public void A_second_request_has_its_own_signature()
    {
        Engine.Run("'emulator.attempts.1', 'emulator.attempts.2' | Get-SevuTicketAttempt").AssertNoErrors();

        Assert.Equal(2, Sent.Select(request => request.Json!.Split("signature")[1]).Distinct().Count());
    }
}
