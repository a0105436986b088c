using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator.Tickets;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>Issuing and revoking tickets, and who may watch with one.</summary>
public sealed class TicketTests : PlainHttpTest
{
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

    [Fact]
    public async Task An_unknown_ticket_and_a_second_revocation_fail_without_a_code()
    {
        string key = $"'key':'{Emulator.Log.HomeTicket.Key}'";

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
        Assert.Equal("Success", Emulator.Watch(key, new Viewer("192.0.2.8", "p", "v", "c")).Reason);

        string watched = await Http.GetStringAsync(
            new Uri(Emulator.Endpoint, $"/watch?key={key}&pass={pass}&app={app}&video={video}&ip={Uri.EscapeDataString(ip)}"), Cancellation);

        Assert.Equal(reason, watched.Trim());
        Assert.Equal(["Success", reason], Column(await AskAsync(key), "reason"));
        await CommandAsync("sevu.revoke", $"'key':'{key}'");
        Assert.Equal(
            pass == "p" ? "Token Revoked" : reason, Emulator.Watch(key, new Viewer(ip, pass, video, app)).Reason);
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

        EmulatedAttempt attempt = Emulator.Watch(
            issued.GetProperty("ticket").GetProperty("key").GetString()!, new Viewer(ip, "p", "video", "app"));

        Assert.Equal("Success", attempt.Reason);
    }
}
