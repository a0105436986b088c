using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>The emulator's check of signatures.</summary>
public sealed class SignatureTests : RawHttpTest
{
    [Fact]
    public async Task Requests_signed_by_PHP_pass_the_checks_of_format_and_signature()
    {
        int accepted = 0;
        int withOtherFields = 0;
        int withOtherSecret = 0;
        foreach (GoldenCase golden in GoldenCase.All.Values)
        {
            string[] own = [.. golden.Request.EnumerateObject().Skip(4).Select(field => field.Name)];
            bool ownSecret = golden.Secret == Samples.ApiSecret;
            bool isQuery = own is ["key"] or ["key", "starttime"] && golden.Request.GetProperty("key").GetString() != "";

            int code = Code(await PostSignedAsync(golden.Signed));

            if (!ownSecret)
            {
                withOtherSecret++;
                Assert.True(code == 3, golden.Name);
            }
            else if (isQuery)
            {
                accepted++;
                Assert.True(code is 2100 or 2101, golden.Name);
            }
            else
            {
                withOtherFields++;
                Assert.True(code == 6, golden.Name);
            }
        }

        Assert.InRange(accepted, 30, int.MaxValue);
        Assert.InRange(withOtherFields, 150, int.MaxValue);
        Assert.InRange(withOtherSecret, 50, int.MaxValue);
    }

    [Fact]
    public async Task A_signature_with_one_wrong_character_is_rejected()
    {
        string signed = Sign(ValidRequest);
        int position = signed.Length - 10;
        char other = signed[position] == 'A' ? 'B' : 'A';

        JsonElement response = await PostSignedAsync(signed[..position] + other + signed[(position + 1)..]);

        Assert.Equal(3, Code(response));
        Assert.Contains("signature", Message(response), StringComparison.Ordinal);
        Assert.DoesNotContain(signed[^40..^10], Message(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_of_another_text_is_rejected()
    {
        string signed = Sign(ValidRequest);

        Assert.Equal(3, Code(await PostSignedAsync(signed.Replace("\"a\"", "\"b\"", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task White_space_after_the_end_is_rejected()
    {
        JsonElement response = await PostSignedAsync(Sign(ValidRequest) + "\n");

        Assert.Equal(3, Code(response));
        Assert.Contains("something after the end", Message(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signature_is_required_and_must_be_last()
    {
        Assert.Equal(6, Code(await PostSignedAsync(ValidRequest)));
        Assert.Equal(6, Code(await PostSignedAsync(Sign(ValidRequest)[..^1] + ",\"starttime\":\"2014-09-16\"}")));
    }
}
