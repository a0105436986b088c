using System.Linq;
using System.Text;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Signing;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Signing;

public class RequestSignerTests
{
    public static TheoryData<string> GoldenCases => [.. GoldenCase.All.Keys];

    [Fact]
    public void All_golden_cases_are_loaded()
    {
        Assert.Equal(286, GoldenCase.All.Count);
        Assert.Contains(GoldenCase.All.Values, golden => golden.Secret.Length > 64);
    }

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void Signs_to_the_same_bytes_as_PHP(string name)
    {
        GoldenCase golden = GoldenCase.All[name];
        using SevuConnection connection = Samples.Connection(golden.Secret);

        using PinnedBuffer signed = RequestSigner.Sign(golden.ToRequest(), connection.Credential, golden.Timestamp, out _);

        Assert.Equal(golden.Signed, Encoding.ASCII.GetString(signed.Bytes, 0, signed.Length));
    }

    /// <summary>The output of PHP 8.2 for difficult doubles: powers of two, and the limits of each notation.</summary>
    [Theory]
    [InlineData(5.960464477539063e-08, "5.960464477539063e-8")]
    [InlineData(5.684341886080802e-14, "5.684341886080802e-14")]
    [InlineData(7.120236347223045e-307, "7.120236347223045e-307")]
    [InlineData(6.189700196426902e+26, "6.189700196426902e+26")]
    [InlineData(2.98023223876953125e-08, "2.9802322387695312e-8")]
    [InlineData(5e-324, "5.0e-324")]
    [InlineData(-0.0, "0")]
    [InlineData(100.0, "100")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1.0e-5")]
    [InlineData(1e16, "10000000000000000")]
    [InlineData(1e17, "1.0e+17")]
    [InlineData(123456789012345678.0, "1.2345678901234568e+17")]
    public void Writes_a_double_as_PHP(double number, string json)
    {
        using PinnedBuffer buffer = new(64);

        new PhpJsonWriter(buffer).WriteUnclosedObject([new("n", number)]);

        Assert.Equal("{\"n\":" + json, Encoding.ASCII.GetString(buffer.Bytes, 0, buffer.Length));
    }

    [Fact]
    public void Describes_a_request_with_key_and_signature_masked()
    {
        GoldenCase golden = GoldenCase.All["documentation sample"];
        using SevuConnection connection = Samples.Connection(golden.Secret);

        string description = RequestSigner.Describe(golden.ToRequest(), connection.Credential, golden.Timestamp);

        Assert.Equal(
            """{"command":"sevu.errorlog","api_key":"***","timestamp":1410883200,"cdn":158,"key":"mystream.53ffc996dd39d5.39102367","starttime":"2014-09-16","signature":"***"}""",
            description);
    }

    // The surrogate is a number, because the name of a test case cannot contain it.
    [Theory]
    [InlineData("a", 0xd800, "b")]
    [InlineData("", 0xdc00, "")]
    [InlineData("ab", 0xdbff, "")]
    [InlineData("\ud83c\udfac", 0xdfac, "")]
    public void Rejects_text_that_PHP_cannot_encode_and_reports_the_position(string before, int loneSurrogate, string after)
    {
        using SevuConnection connection = Samples.Connection();
        SevuRequest request = new("sevu.errorlog", [new("key", before + (char)loneSurrogate + after)]);

        SevuInputException failure = Assert.Throws<SevuInputException>(() => RequestSigner.Sign(request, connection.Credential, 0, out _));

        Assert.Equal("Sevu.InvalidText", failure.ErrorId);
        Assert.Contains("'key'", failure.Message);
        Assert.Contains($"position {before.Length}", failure.Message);
    }

    [Fact]
    public void Disposing_a_buffer_clears_its_bytes()
    {
        PinnedBuffer buffer = new(4);
        buffer.Append("secret");
        byte[] bytes = buffer.Bytes;

        buffer.Dispose();

        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Growing_a_buffer_clears_the_old_bytes()
    {
        using PinnedBuffer buffer = new(6);
        buffer.Append("secret");
        byte[] outgrown = buffer.Bytes;

        buffer.Append("more");

        Assert.NotSame(outgrown, buffer.Bytes);
        Assert.All(outgrown, value => Assert.Equal(0, value));
        Assert.Equal("secretmore", Encoding.ASCII.GetString(buffer.Bytes.Take(buffer.Length).ToArray()));
    }
}
