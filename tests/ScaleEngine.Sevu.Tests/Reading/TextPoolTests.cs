using System.IO;
using System.Linq;
using System.Text;
using ScaleEngine.Sevu.Client;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Reading;

public class TextPoolTests
{
    [Theory]
    [InlineData("event")]
    [InlineData("event\\/main")]
    [InlineData("caf\\u00e9 é 🎬")]
    [InlineData("")]
    public void Texts_that_repeat_are_one(string json)
    {
        JsonPullReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes($$"""["{{json}}","other","{{json}}"]""")));
        string[] texts = [.. Enumerable.Range(0, 4).Select(_ => reader.Read() ? reader.Text : "")];

        Assert.Equal(texts[1], texts[3]);
        Assert.Same(texts[1], texts[3]);
    }

    [Fact]
    public void A_text_is_never_taken_for_another_of_the_same_hash()
    {
        TextPool pool = new();
        byte[] bytes = "ab__abc_ac"u8.ToArray();
        pool.Add(7, bytes, 0, 2, "ab");

        Assert.Equal("ab", pool.Find(7, bytes, 4, 2));
        Assert.Null(pool.Find(7, bytes, 8, 2));
        Assert.Null(pool.Find(7, bytes, 4, 3));
        Assert.Null(pool.Find(7 + 4096, bytes, 4, 2));
        Assert.Null(pool.Find(8, bytes, 4, 2));
    }

    [Fact]
    public void The_last_text_of_a_place_in_the_table_stays()
    {
        TextPool pool = new();
        byte[] bytes = "abcd"u8.ToArray();
        pool.Add(7, bytes, 0, 2, "ab");
        pool.Add(7 + 4096, bytes, 2, 2, "cd");

        Assert.Null(pool.Find(7, bytes, 0, 2));
        Assert.Equal("cd", pool.Find(7 + 4096, bytes, 2, 2));
    }
}
