using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>Responses that are cut short, stall or are endless.</summary>
public sealed class UnfinishedResponseTests : RawHttpTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_cut_and_a_truncated_response_end_in_the_middle_of_an_attempt(int count)
    {
        using HttpResponseMessage truncated = await SendLogRequestAsync($"emulator.truncate.{count}");
        using HttpResponseMessage cut = await SendLogRequestAsync($"emulator.cut.{count}");
        (string truncatedText, bool truncatedFailed) = await ReadToEndAsync(truncated);
        (string cutText, bool cutFailed) = await ReadToEndAsync(cut);

        Assert.False(truncatedFailed);
        Assert.True(cutFailed);
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
    public async Task The_first_attempts_arrive_before_the_response_ends_and_the_emulator_can_stop(
        string key, string encoding)
    {
        using HttpResponseMessage response = await SendLogRequestAsync(key, encoding)
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

        // An open response does not delay the shutdown.
        await Emulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task A_stalled_response_does_not_end()
    {
        using HttpResponseMessage response = await SendLogRequestAsync("emulator.stall.2");

        Task<string> whole = response.Content.ReadAsStringAsync(Cancellation);

        await Assert.ThrowsAsync<TimeoutException>(() => whole.WaitAsync(TimeSpan.FromMilliseconds(300), Cancellation));
    }

    private static async Task<(string Text, bool Failed)> ReadToEndAsync(HttpResponseMessage response)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(Cancellation);
        using var received = new MemoryStream();
        bool failed = false;
        try
        {
            await body.CopyToAsync(received, Cancellation);
        }
        catch (IOException)
        {
            failed = true;
        }

        return (Encoding.UTF8.GetString(received.ToArray()), failed);
    }
}
