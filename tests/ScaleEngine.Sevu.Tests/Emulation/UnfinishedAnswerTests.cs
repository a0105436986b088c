using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>Answers that break off, stall, or go on for longer than anybody reads.</summary>
public sealed class UnfinishedAnswerTests : PlainHttpTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_cut_and_a_truncated_answer_stop_in_the_middle_of_an_attempt(int count)
    {
        using HttpResponseMessage truncated = await SendAsync($"emulator.truncate.{count}");
        using HttpResponseMessage cut = await SendAsync($"emulator.cut.{count}");
        (string truncatedText, bool truncatedBroke) = await ReadToTheLastAsync(truncated);
        (string cutText, bool cutBroke) = await ReadToTheLastAsync(cut);

        Assert.False(truncatedBroke);
        Assert.True(cutBroke);
        foreach (string text in (string[])[truncatedText, cutText])
        {
            Assert.Equal(count, text.Split("\"server\":").Length - 1);
            Assert.Equal(count + 1, text.Split("\"key\":").Length - 1);
        }
    }

    [Theory]
    [InlineData("emulator.stall.1", "identity")]
    [InlineData("emulator.stall.1", "gzip")]
    [InlineData("emulator.stall.1", "br")]
    [InlineData("emulator.attempts.2000000000", "identity")]
    [InlineData("emulator.attempts.2000000000", "gzip")]
    public async Task The_first_attempts_arrive_while_the_answer_goes_on_and_its_end_is_not_waited_for(
        string key, string encoding)
    {
        using HttpResponseMessage response = await SendAsync(key, encoding)
            .WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await using Stream body = await response.Content.ReadAsStreamAsync(Cancellation);

        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!text.ToString().Contains("\"server\":", StringComparison.Ordinal))
        {
            int read = await body.ReadAsync(buffer, Cancellation).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
            Assert.NotEqual(0, read);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        // What is under way does not hold up the end.
        await Emulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task A_stalled_answer_neither_goes_on_nor_ends()
    {
        using HttpResponseMessage response = await SendAsync("emulator.stall.2");

        Task<string> whole = response.Content.ReadAsStringAsync(Cancellation);

        await Assert.ThrowsAsync<TimeoutException>(() => whole.WaitAsync(TimeSpan.FromMilliseconds(300), Cancellation));
    }

    private static async Task<(string Text, bool Broke)> ReadToTheLastAsync(HttpResponseMessage response)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(Cancellation);
        using var received = new MemoryStream();
        bool broke = false;
        try
        {
            await body.CopyToAsync(received, Cancellation);
        }
        catch (IOException)
        {
            broke = true;
        }

        return (Encoding.UTF8.GetString(received.ToArray()), broke);
    }
}
