using System;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>JSON that PHP does not write, and invalid fields.</summary>
public sealed class RequestFieldTests : RawHttpTest
{
    [Theory]
    // JSON that PHP does not write
    [InlineData("'command':'", "'command': '", 3, "white space at offset 11")]
    [InlineData(",'key'", ", 'key'", 3, "white space at offset 105")]
    [InlineData("'a'", "'caf\\u00E9'", 3, "an escape with upper-case digits at offset 115")]
    [InlineData("'a'", "'a/b'", 3, "a slash without a backslash at offset 113")]
    [InlineData("'a'", "'café'", 3, "a character outside ASCII as itself at offset 115")]
    [InlineData("'a'", "'a\\u0026b'", 3, "an escape that PHP writes shorter at offset 113")]
    [InlineData("'a'", "'a\\u000a'", 3, "an escape that PHP writes shorter at offset 113")]
    [InlineData("'a'", "'a\\u007f'", 3, "an escape that PHP writes shorter at offset 113")]
    [InlineData("'a'", "10.0", 3, "a number that PHP writes as 10 at offset 111")]
    [InlineData("'a'", "1E-5", 3, "a number that PHP writes as 1.0e-5 at offset 111")]
    [InlineData("'a'", "-0", 3, "a number that PHP writes as 0 at offset 111")]
    [InlineData("'a'", "0.10000000000000001", 3, "a number that PHP writes as 0.1 at offset 111")]
    [InlineData("'a'", "9223372036854775808", 3, "a number that PHP writes as 9.223372036854776e+18 at offset 111")]
    [InlineData("'a'", "{}", 3, "PHP writes as a list at offset 111")]
    [InlineData("'a'", "[{'0':1,'1':2}]", 3, "PHP writes as a list at offset 112")]
    // The fields of every command
    [InlineData("'cdn':158,'key':'a'", "'key':'a','cdn':158", 6, "'cdn' is number 5, not 4")]
    [InlineData("{'command'", "{'key':'a','command'", 6, "not a JSON object")]
    [InlineData("{'command'", "{'starttime':'2014-09-16','command'", 6, "'command' is number 2, not 1")]
    [InlineData("'cdn':158,", "", 6, "'cdn' is missing")]
    [InlineData("1410883200", "'1410883200'", 6, "'timestamp' is not an integer")]
    [InlineData("158", "'158'", 6, "'cdn' is not an integer")]
    [InlineData("158", "158.0", 6, "'cdn' is not an integer")]
    [InlineData("sevu.errorlog", "sevu.unheard", 0, "unknown")]
    [InlineData("158", "160", 1, "authorization failed")]
    [InlineData("APX4", "apx4", 1, "authorization failed")]
    [InlineData("1410883200", "1410882899", 2, "301 s behind")]
    [InlineData("1410883200", "1410883501", 2, "301 s ahead")]
    // The fields of this command
    [InlineData(",'key':'a'", "", 6, "'key' is missing")]
    [InlineData("'a'", "''", 6, "'key' is not text, or is empty")]
    [InlineData("'a'", "1", 6, "'key' is not text, or is empty")]
    [InlineData("'a'", "'a','starttime':'2014-9-16'", 6, "'starttime' is not a date")]
    [InlineData("'a'", "'a','starttime':'2014-02-30'", 6, "'starttime' is not a date")]
    [InlineData("'a'", "'a','starttime':null", 6, "'starttime' is not a date")]
    [InlineData("'a'", "'a','limit':10", 6, "no field 'limit'")]
    // Not a JSON object
    [InlineData("'a'", "'\\ud83c'", 6, "not a JSON object")]
    [InlineData("'a'", "a", 6, "not a JSON object")]
    public async Task An_invalid_request_with_a_valid_signature_is_rejected_with_its_code(
        string valid, string invalid, int code, string message)
    {
        // The rows are easier to read with ' instead of ".
        string json = ValidRequest.Replace(valid.Replace('\'', '"'), invalid.Replace('\'', '"'), StringComparison.Ordinal);

        JsonElement response = await PostSignedAsync(Sign(json));

        Assert.Equal("failure", response.GetProperty("status").GetString());
        Assert.Equal(code, Code(response));
        Assert.Contains(message, Message(response), StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.Account.ApiKey, Message(response), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1410882900)]
    [InlineData(1410883500)]
    public async Task A_timestamp_may_differ_by_five_minutes(long timestamp)
    {
        string json = ValidRequest.Replace("1410883200", $"{timestamp}", StringComparison.Ordinal);

        Assert.Equal(2100, Code(await PostSignedAsync(Sign(json))));
    }

    [Theory]
    [InlineData("sevu.request", "'video':'v','app':'a'", "'pass' is missing")]
    [InlineData("sevu.request", "'pass':'p','app':'a'", "'video' is missing")]
    [InlineData("sevu.request", "'pass':'p','video':'v'", "'app' is missing")]
    [InlineData("sevu.request", "'pass':'','video':'v','app':'a'", "'pass' is not text")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','ip':'192.0.2.0\\/33'", "'ip' is not a list of addresses")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','ip':'autos'", "'ip' is not a list of addresses")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','uses':-1", "'uses' is not a number")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','uses':'x'", "'uses' is not a number")]
    [InlineData("sevu.request", "'pass':'p','video':'v','app':'a','expire':'+1 week'", "'expire' is not a time")]
    [InlineData("sevu.status", "", "'key' is missing")]
    [InlineData("sevu.revoke", "'key':'a','pass':'p'", "no field 'pass'")]
    [InlineData("usage.summary", "'starttime':1", "'starttime' is not a date")]
    [InlineData("sevu.errorcount", "'limit':'all'", "'limit' is not a number")]
    public async Task An_invalid_field_of_another_command_is_rejected(string command, string fields, string message)
    {
        JsonElement response = await SendCommandAsync(command, fields);

        Assert.Equal(6, Code(response));
        Assert.Contains(message, Message(response), StringComparison.Ordinal);
    }
}
