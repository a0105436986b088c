using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ScaleEngine.Sevu.Reading;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

public class TextPoolTests
{
    [Theory]
    [InlineData("event")]
    [InlineData("event\\/main")]
    [InlineData("caf\\u00e9 é 🎬")]
    [InlineData("")]
    public void Repeated_texts_share_one_string(string json)
    {
        JsonPullReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes($$"""["{{json}}","{{json}}","other","{{json}}"]""")));
        string[] texts = [.. Enumerable.Range(0, 5).Select(_ => reader.Read() ? reader.Text : "")];

        Assert.Equal(texts[1], texts[2]);
        Assert.Same(texts[2], texts[4]);
    }

    [Fact]
    public void Texts_with_the_same_hash_are_distinguished()
    {
        TextPool pool = new();
        byte[] bytes = "ab__abc_ac"u8.ToArray();
        AddTwice(pool, 7, bytes, 0, "ab");

        Assert.Equal("ab", pool.Find(7, bytes, 4, 2));
        Assert.Null(pool.Find(7, bytes, 8, 2));
        Assert.Null(pool.Find(7, bytes, 4, 3));
        Assert.Null(pool.Find(7 + 1024, bytes, 4, 2));
        Assert.Null(pool.Find(8, bytes, 4, 2));
    }

    [Fact]
    public void Each_bucket_keeps_the_last_four_texts()
    {
        TextPool pool = new();
        byte[] bytes = "abcdefghij"u8.ToArray();
        string[] texts = ["ab", "cd", "ef", "gh", "ij"];
        for (int i = 0; i < texts.Length; i++)
        {
            AddTwice(pool, (uint)(7 + (i * 1024)), bytes, 2 * i, texts[i]);
        }

        Assert.Equal(
            [null, "cd", "ef", "gh", "ij"],
            Enumerable.Range(0, texts.Length).Select(i => pool.Find((uint)(7 + (i * 1024)), bytes, 2 * i, 2)));
    }

    [Fact]
    public void A_text_that_occurs_once_is_not_kept_and_replaces_none()
    {
        TextPool pool = new();
        byte[] bytes = "abcd"u8.ToArray();
        AddTwice(pool, 7, bytes, 0, "ab");
        pool.Add(7 + 1024, bytes, 2, 2, "cd");

        Assert.Equal("ab", pool.Find(7, bytes, 0, 2));
        Assert.Null(pool.Find(7 + 1024, bytes, 2, 2));
    }

    [Fact]
    public void Texts_that_differ_in_one_byte_have_different_hashes()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("https://www.example.com/watch?session=0123456789abcdef");
        HashSet<uint> hashes = [TextPool.Hash(bytes, 0, bytes.Length), TextPool.Hash(bytes, 0, bytes.Length - 1)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            hashes.Add(TextPool.Hash(bytes, 0, bytes.Length));
            bytes[i] ^= 1;
        }

        Assert.Equal(bytes.Length + 2, hashes.Count);
    }

    private static void AddTwice(TextPool pool, uint hash, byte[] bytes, int start, string text)
    {
        pool.Add(hash, bytes, start, 2, text);
        pool.Add(hash, bytes, start, 2, text);
    }
}
