using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>The counts of uses by day and by ticket.</summary>
public sealed class UsageTests : RawHttpTest
{
    [Fact]
    public async Task Uses_are_counted_by_day()
    {
        JsonElement response = await SendCommandAsync("usage.summary", "'starttime':'2014-09-14'");
        JsonElement[] days = [.. response.GetProperty("usage").EnumerateArray()];

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
        JsonElement[] counts = [.. (await SendCommandAsync("sevu.errorcount", fields)).GetProperty("counts").EnumerateArray()];

        Assert.Equal(tickets, counts.Length);
        Assert.True(atLeast is null || counts.Sum(ticket => ticket.GetProperty("count").GetInt32()) >= atLeast);
    }
}
