using System.Linq;
using System.Reflection;
using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Reading;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

public class AttemptDetailsPoolTests
{
    public static TheoryData<string> Fields => new(typeof(AttemptDetails).GetProperties().Select(property => property.Name));

    [Fact]
    public void Shares_equal_details()
    {
        AttemptDetailsPool pool = new();

        AttemptDetails first = pool.Share(Common());

        Assert.Same(first, pool.Share(Common()));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Does_not_share_details_that_differ_in_one_field(string field)
    {
        AttemptDetailsPool pool = new();
        AttemptDetails other = Common();
        PropertyInfo property = typeof(AttemptDetails).GetProperty(field)!;
        property.SetValue(other, property.PropertyType == typeof(bool) ? false : "another");

        AttemptDetails first = pool.Share(Common());

        Assert.Same(other, pool.Share(other));
        Assert.Same(first, pool.Share(Common()));
    }

    [Fact]
    public void Drops_details_that_do_not_repeat()
    {
        AttemptDetailsPool pool = new();
        AttemptDetails first = pool.Share(new AttemptDetails { Key = "first" });

        for (int i = 0; i < 10_000; i++)
        {
            pool.Share(new AttemptDetails { Key = $"{i}" });
        }

        Assert.NotSame(first, pool.Share(new AttemptDetails { Key = "first" }));
    }

    private static AttemptDetails Common() => new()
    {
        Key = "key",
        Video = "video",
        App = "app",
        AppInstance = "instance",
        PageUrl = "page",
        ReferrerUrl = "referrer",
        Success = true,
        Reason = "reason",
        Server = "server",
    };
}
