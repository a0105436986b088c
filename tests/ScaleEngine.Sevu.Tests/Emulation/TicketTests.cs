using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator.Tickets;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>Issuing, revoking and presenting tickets.</summary>
public sealed class TicketTests : RawHttpTest
{
    [Fact]
    public async Task All_values_of_a_new_ticket_are_strings_and_the_ticket_can_be_read()
    {
        JsonElement issued = await SendCommandAsync(
            "sevu.request", "'pass':'p w','ip':'auto\\/24|192.0.2.1','video':'a|b*','app':'c','uses':'5','expire':'2014-09-17 00:00:00'");
        JsonElement ticket = issued.GetProperty("ticket");
        JsonElement status = await SendCommandAsync("sevu.status", $"'key':'{ticket.GetProperty("key").GetString()}'");

        Assert.Equal("success", issued.GetProperty("status").GetString());
        foreach (JsonElement values in (JsonElement[])[ticket, status])
        {
            Assert.Equal(
                [ticket.GetProperty("key").GetString(), "p w", "auto/24|192.0.2.1", "a|b*", "c", "5", "1", "2014-09-16 16:00:00", "0000-00-00 00:00:00", "2014-09-17 00:00:00"],
                ((string[])["key", "pass", "ip", "video", "app", "uses", "active", "created_date", "used_date", "expire_date"])
                    .Select(name => values.GetProperty(name).GetString()));
        }
    }

    [Fact]
    public async Task An_unknown_ticket_and_a_second_revocation_fail_without_a_code()
    {
        string key = $"'key':'{Emulator.Log.HomeTicket.Key}'";

        Assert.Equal("success", (await SendCommandAsync("sevu.revoke", key)).GetProperty("status").GetString());
        Assert.Equal("0", (await SendCommandAsync("sevu.status", key)).GetProperty("active").GetString());
        foreach ((string command, string fields) in ((string, string)[])[("sevu.revoke", key), ("sevu.revoke", "'key':'a'"), ("sevu.status", "'key':'a'")])
        {
            JsonElement response = await SendCommandAsync(command, fields);
            Assert.Equal("failure", response.GetProperty("status").GetString());
            Assert.False(response.TryGetProperty("code", out _));
        }
    }

    [Theory]
    [InlineData("wrong", "c", "v", "192.0.2.7", "Invalid Auth Token")]
    [InlineData("p", "d", "v", "192.0.2.7", "Wrong Application")]
    [InlineData("p", "c", "w", "192.0.2.7", "Not authorized for that video")]
    [InlineData("p", "c", "v", "192.0.3.7", "Invalid IP Address")]
    [InlineData("p", "c", "v", "2001:db8::1", "Invalid IP Address")]
    [InlineData("p", "c", "v", "192.0.2.9", "Exceeded max views")]
    public async Task A_viewer_is_accepted_or_rejected_with_a_reason_and_logged(string pass, string app, string video, string ip, string reason)
    {
        string key = (await SendCommandAsync("sevu.request", "'pass':'p','ip':'auto\\/24','video':'v','app':'c','uses':1"))
            .GetProperty("ticket").GetProperty("key").GetString()!;
        Assert.Equal("Success", Emulator.Watch(key, new Viewer("192.0.2.8", "p", "v", "c")).Reason);

        string decision = await Http.GetStringAsync(
            new Uri(Emulator.Endpoint, $"/watch?key={key}&pass={pass}&app={app}&video={video}&ip={Uri.EscapeDataString(ip)}"), Cancellation);

        Assert.Equal(reason, decision.Trim());
        Assert.Equal(["Success", reason], Column(await GetLogAsync(key), "reason"));
        await SendCommandAsync("sevu.revoke", $"'key':'{key}'");
        Assert.Equal(
            pass == "p" ? "Token Revoked" : reason, Emulator.Watch(key, new Viewer(ip, pass, video, app)).Reason);
    }

    [Theory]
    [InlineData("0.0.0.0\\/0", "2001:db8::1")]
    [InlineData("2001:db8::\\/32", "2001:db8:1::1")]
    [InlineData("192.0.2.1|192.0.2.2", "192.0.2.2")]
    [InlineData("192.0.2.0\\/25", "192.0.2.127")]
    [InlineData("auto", "192.0.2.2")]
    public async Task An_address_within_the_rules_is_accepted(string rules, string ip)
    {
        JsonElement issued = await SendCommandAsync("sevu.request", $"'pass':'p','ip':'{rules}','video':'v*','app':'*'");

        EmulatedAttempt attempt = Emulator.Watch(
            issued.GetProperty("ticket").GetProperty("key").GetString()!, new Viewer(ip, "p", "video", "app"));

        Assert.Equal("Success", attempt.Reason);
    }
}
