using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class InvokeSevuCommandTests : EmulatorTest
{
    public InvokeSevuCommandTests(EmulatorFixture fixture)
        : base(fixture)
        => Emulator.Respond("any", """{"code":2199,"status":"success"}""");

    [Theory]
    [InlineData("@{}", "[]")]
    [InlineData("[ordered]@{ b = 1; a = 2 }", """{"b":1,"a":2}""")]
    [InlineData("[pscustomobject]@{ b = 1; a = [pscustomobject]@{} }", """{"b":1,"a":[]}""")]
    [InlineData("@(1, @(), @(@{ a = @('x') }))", """[1,[],[{"a":["x"]}]]""")]
    [InlineData("[ordered]@{ 0 = 'x'; 1 = 'y' }", """["x","y"]""")]
    [InlineData("@{ 5 = 'x' }", """{"5":"x"}""")]
    [InlineData("@{ '' = 'x' }", """{"":"x"}""")]
    [InlineData("$($d = [System.Collections.Generic.SortedDictionary[int, string]]::new(); $d[7] = 'x'; $d)", """{"7":"x"}""")]
    [InlineData("$null", "null")]
    [InlineData("@($null)", "[null]")]
    [InlineData("(& { })", "null")]
    [InlineData("$true", "true")]
    [InlineData("[switch]$true", "true")]
    [InlineData("'5'", "\"5\"")]
    [InlineData("[char]'x'", "\"x\"")]
    [InlineData("5", "5")]
    [InlineData("5.0", "5")]
    [InlineData("5.5", "5.5")]
    [InlineData("[float]0.1", "0.1")]
    [InlineData("0.1d", "0.1")]
    [InlineData("10.50d", "10.5")]
    [InlineData("10.00d", "10")]
    [InlineData("9223372036854775807d", "9223372036854775807")]
    [InlineData("[uint64]7", "7")]
    [InlineData("[bigint]::Parse('-9223372036854775808')", "-9223372036854775808")]
    [InlineData("[byte[]](1, 2)", "[1,2]")]
    [InlineData("[System.Collections.Generic.HashSet[string]]::new([string[]]('a'))", "[\"a\"]")]
    [InlineData("[guid]::Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("[uri]'https://a/b'", """ "https:\/\/a\/b" """)]
    [InlineData("[ipaddress]'192.0.2.7'", "\"192.0.2.7\"")]
    [InlineData("[datetime]'2026-11-24T10:00:00Z'", "\"2026-11-24 10:00:00\"")]
    [InlineData("[datetime]::SpecifyKind('2026-11-24T10:00:00', 'Utc')", "\"2026-11-24 10:00:00\"")]
    [InlineData("[datetimeoffset]'2026-11-24T10:00:00+05:30'", "\"2026-11-24 04:30:00\"")]
    [InlineData("(ConvertTo-Secure 'a/é')", """ "a\/\u00e9" """)]
    [InlineData("[ordered]@{ list = @([pscustomobject]@{ pass = (ConvertTo-Secure 'x') }) }", """{"list":[{"pass":"x"}]}""")]
    public void Writes_PowerShell_values_as_PHP_does(string value, string json)
    {
        Engine.Run($"function ConvertTo-Secure($text) {{ [System.Net.NetworkCredential]::new('', $text).SecurePassword }}; Invoke-SevuCommand any -Parameter @{{ f = {value} }}").AssertNoErrors();

        Assert.Contains($",\"cdn\":158,\"f\":{json.Trim()},\"signature\":", Sent[^1].Json);
    }

    [Theory]
    [InlineData("@{ f = { 1 } }", "'f'", "ScriptBlock")]
    [InlineData("@{ f = @(1, @{ g = [System.Version]'1.0' }) }", "'f.1.g'", "System.Version")]
    [InlineData("@{ f = [double]::NaN }", "'f'", "NaN")]
    [InlineData("@{ f = [float]::PositiveInfinity }", "'f'", "")]
    [InlineData("@{ f = [uint64]::MaxValue }", "'f'", "18446744073709551615")]
    [InlineData("@{ f = [bigint]::Pow(2, 63) }", "'f'", "9223372036854775808")]
    [InlineData("@{ f = 0.1234567890123456789d }", "'f'", "0.1234567890123456789")]
    [InlineData("@{ f = [timespan]'1:00' }", "'f'", "TimeSpan")]
    [InlineData("@{ f = [System.DayOfWeek]::Monday }", "'f'", "DayOfWeek")]
    [InlineData("@{ f = [pscredential]::Empty }", "'f'", "PSCredential")]
    [InlineData("@{ f = @{ ([datetime]'2026-11-24') = 1 } }", "'f'", "DateTime")]
    [InlineData("$($h = @{ 1 = 'a' }; $h['1'] = 'b'; @{ f = $h })", "'f.1'", "twice")]
    [InlineData("@{ f = \"half$([char]0xd83c)\" }", "'f'", "Unicode")]
    [InlineData("@{ \"half$([char]0xd83c)\" = 1 }", "", "Unicode")]
    [InlineData("$($a = @{}; $a.f = $a; $a)", "'f'", "512")]
    [InlineData("$($a = [pscustomobject]@{ f = 1 }; $a.f = $a; @{ f = $a })", "'f'", "512")]
    public void The_error_names_a_field_that_cannot_be_sent(string parameter, string name, string reason)
    {
        ErrorRecord error = Engine.Run($"Invoke-SevuCommand any -Parameter {parameter}").Errors.Single();

        Assert.StartsWith("Sevu.Invalid", error.FullyQualifiedErrorId);
        Assert.Contains(name, error.ErrorDetails.Message);
        Assert.Contains(reason, error.ErrorDetails.Message);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal("any", error.TargetObject);
        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("command")]
    [InlineData("api_key")]
    [InlineData("timestamp")]
    [InlineData("cdn")]
    [InlineData("signature")]
    [InlineData("Signature")]
    public void Rejects_the_fields_that_signing_sets(string field)
    {
        ErrorRecord error = Engine.Run("Invoke-SevuCommand any -Parameter @{ a = 1; $args[0] = 2 }", field).AssertError("Sevu.ReservedField");

        Assert.Contains($"'{field}'", error.ErrorDetails.Message);
        Assert.Empty(Sent);
    }

    [Fact]
    public void Accepts_a_generic_dictionary()
    {
        Engine.Run("Invoke-SevuCommand any -Parameter $args[0]", new Dictionary<string, int> { ["a"] = 1 }).AssertNoErrors();

        Assert.Contains("\"cdn\":158,\"a\":1,", Sent[^1].Json);
    }

    [Fact]
    public void Needs_no_parameters()
    {
        Engine.Run("Invoke-SevuCommand any").AssertNoErrors();

        Assert.Contains("\"cdn\":158,\"signature\":", Sent[^1].Json);
    }

    [Fact]
    public void Outputs_the_response_as_objects()
    {
        Emulator.Respond("objects", """
             {"text":"1","number":42,"big":9223372036854775807,"float":0.5,"huge":1e400,"yes":true,"none":null,
              "map":{"a":{"b":[1,[2],{"c":"d"}]}},"empty":[],"date":"2026-11-24 10:00:00","status":"success"}
            """);

        RunResult result = Engine.Run("""
            $a = Invoke-SevuCommand objects
            $a.text, $a.number, $a.big, $a.float, $a.yes, ($null -eq $a.none), $a.map.a.b[2].c, $a.map.a.b[1][0], $a.empty.Count, $a.date, $a.status
            ($a.PSObject.Properties | ForEach-Object Name) -join ' '
            """).AssertNoErrors();

        Assert.Equal(
            ["1", 42L, long.MaxValue, 0.5, true, true, "d", 2L, 0, "2026-11-24 10:00:00", "success",
                "text number big float huge yes none map empty date status"],
            result.Output.Select(item => item.BaseObject));
    }

    [Fact]
    public void Raw_outputs_the_unchanged_text()
    {
        const string body = "{ \"status\":\"success\", \"a\" : [ 1.0 , \"\\u00e9é\" ], \"pass\":\"p\" }\n";
        Emulator.Respond("text", body);

        Assert.Equal(body, Engine.Run("Invoke-SevuCommand text -Raw").Single<string>());
    }

    [Fact]
    public void A_tickets_password_in_the_response_is_a_SecureString()
    {
        Emulator.Respond("ticket", """{"status":"success","ticket":{"key":"k","pass":"pw"},"pass":null}""");

        Assert.Equal("pw", Samples.Plain(Engine.Run("(Invoke-SevuCommand ticket).ticket.pass").Single<System.Security.SecureString>()));
        Assert.Empty(Engine.Run("(Invoke-SevuCommand ticket -Parameter @{ n = 1 }).pass | ForEach-Object { if ($null -ne $_) { $_ } }").AssertNoErrors().Output);
    }

    [Theory]
    [InlineData("""{"a":1,"A":2}""", "'A'")]
    [InlineData("""{"":1}""", "''")]
    [InlineData("""{"a":[{"psobject":1}]}""", "'psobject'")]
    [InlineData("""{"Status":"active","status":"success"}""", "'status'")]
    public void The_error_names_a_field_that_cannot_be_a_property_and_Raw_outputs_it(string body, string name)
    {
        Emulator.Respond("names", body);

        Assert.Contains(name + " in it", Engine.Run("Invoke-SevuCommand names").AssertError("Sevu.UnexpectedShape").ErrorDetails.Message);
        Assert.Equal(body, Engine.Run("Invoke-SevuCommand names -Raw -Parameter @{ n = 1 }").Single<string>());
    }

    [Theory]
    [InlineData("unheard.of", "Sevu.0000", false)]
    [InlineData("emulator.code.0005", "Sevu.0005", false)]
    [InlineData("emulator.http.429", "Sevu.Http.429", false)]
    [InlineData("emulator.http.503", "Sevu.Http.503")]
    [InlineData("emulator.empty", "Sevu.EmptyResponse")]
    [InlineData("emulator.text", "Sevu.NotJson")]
    [InlineData("emulator.shape", "Sevu.UnexpectedShape")]
    [InlineData("emulator.truncate.2", "Sevu.Incomplete")]
    [InlineData("emulator.cut.2", "Sevu.Incomplete")]
    public void A_failure_is_an_error_without_output(string command, string id, bool mayHaveRun = true)
    {
        // With another field, because an identical request in the same second waits for the next second.
        foreach (string raw in (string[])["", "-Raw -Parameter @{ n = 1 }"])
        {
            RunResult result = Engine.Run($"Invoke-SevuCommand $args[0] {raw}", command);

            Assert.Equal(command, result.AssertError(id).TargetObject);
            Assert.Empty(result.Output);
            Assert.Equal(mayHaveRun, result.Warnings.Any(warning => warning.Contains("may have been carried out")));
        }
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(Engine.Run("Invoke-SevuCommand any -WhatIf").AssertNoErrors().Output);

        Assert.Empty(Sent);
    }

    [Theory]
    [InlineData("any")]
    [InlineData("emulator.echo")]
    [InlineData("repeats")]
    public void No_stream_shows_a_secret(string command)
    {
        Emulator.Respond("repeats", context => context.Response.WriteAsync(
            JsonSerializer.Serialize(new { code = 4, message = $"'s3cr/ét' {Sent[^1].Json}" })));

        RunResult result = Engine.Run(
            "$DebugPreference = 'Continue'; Invoke-SevuCommand $args[0] -Parameter @{ a = @{ b = @(1, $args[1]) } } -Verbose",
            command, Samples.Secure("s3cr/ét"));

        Assert.Contains("s3cr\\/\\u00e9t", Sent[^1].Json);
        Assert.NotEmpty(result.Debug);
        Assert.DoesNotContain("s3cr", result.AllText(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("([pscustomobject]@{ b = 1 } | Add-Member ScriptProperty c { throw 'hidden' } -PassThru)", "'a'")]
    [InlineData("@{ b = [pscustomobject]@{ d = 1 } | Add-Member ScriptProperty c { throw 'hidden' } -PassThru }", "'a.b'")]
    [InlineData("@{ b = [System.Linq.Enumerable]::Select([int[]]1, [Func[int, string]] { throw 'hidden' }) }", "'a.b'")]
    [InlineData("([xml]'<r><b>hidden</b></r>')", "'a'")]
    [InlineData("([xml]'<r><b>hidden</b></r>').r", "'a'")]
    [InlineData("@{ b = ([xml]'<r c=\"hidden\"/>').r.Attributes }", "'a.b.0'")]
    [InlineData("([System.Linq.Enumerable]::Repeat([object]1, 1000001))", "'a'")]
    public void The_error_names_a_field_that_cannot_be_read(string value, string field)
    {
        RunResult result = Engine.Run($"Invoke-SevuCommand any -Parameter @{{ a = {value} }}");

        ErrorRecord error = result.AssertError("Sevu.InvalidValue");
        Assert.Contains(field, error.ErrorDetails.Message);
        Assert.DoesNotContain("hidden", Engine.Show(error));
        Assert.Empty(Sent);
    }

    [Fact]
    public void A_list_that_can_be_enumerated_once_is_sent_completely_with_Debug()
    {
        Engine.Run("$DebugPreference = 'Continue'; Invoke-SevuCommand any -Parameter @{ f = $args[0] }", new ReadOnce()).AssertNoErrors();

        Assert.Contains("\"f\":[1,2]", Sent[^1].Json);
    }

    private sealed class ReadOnce : IEnumerable
    {
        private bool _read;

        public IEnumerator GetEnumerator()
        {
            int[] items = _read ? [] : [1, 2];
            _read = true;
            return items.GetEnumerator();
        }
    }

    [Fact]
    public void Stopping_ends_the_conversion_of_a_long_response()
    {
        using MemoryStream json = new("""{"a":1}"""u8.ToArray());

        Assert.Throws<OperationCanceledException>(() => new ResponseObject(json, text => text, new CancellationToken(canceled: true)).Read());
    }
}
