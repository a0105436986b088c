using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Sends the golden cases with values as PowerShell wraps them. All share a session; each has its own connection.</summary>
public sealed class GoldenCaseTests(EmulatorFixture fixture, GoldenCaseTests.Session session)
    : IClassFixture<EmulatorFixture>, IClassFixture<GoldenCaseTests.Session>
{
    public static TheoryData<string> Names => [.. GoldenCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sends_the_same_bytes_as_PHP(string name)
    {
        GoldenCase golden = GoldenCase.All[name];
        using SevuConnection connection = Samples.Connection(golden.Secret, fixture.Emulator.Endpoint);
        OrderedDictionary fields = [];
        foreach ((string field, object? value) in golden.ToRequest().Fields)
        {
            fields.Add(field, WrapAsPowerShell(value));
        }

        // The emulator rejects most of them, because of their secret or their fields.
        session.Engine.Run("Invoke-SevuCommand sevu.errorlog -Parameter $args[0] -Connection $args[1]", fields, connection);

        string sent = fixture.Emulator.Requests[^1].Json!;
        string now = JsonDocument.Parse(sent).RootElement.GetProperty("timestamp").GetRawText();
        Assert.Equal(WithoutSignature(golden.Signed), WithoutSignature(sent).Replace($"\"timestamp\":{now},", $"\"timestamp\":{golden.Timestamp},"));
    }

    /// <summary>Wraps a value as a variable, a pipeline or <c>ConvertFrom-Json</c> may.</summary>
    private static object? WrapAsPowerShell(object? value) => value switch
    {
        null => null,
        IDictionary map => Wrap(map),
        List<object?> list => PSObject.AsPSObject(list.Select(WrapAsPowerShell).ToArray()),
        _ => PSObject.AsPSObject(value),
    };

    private static PSObject Wrap(IDictionary map)
    {
        OrderedDictionary wrapped = [];
        foreach (DictionaryEntry entry in map)
        {
            wrapped.Add(entry.Key, WrapAsPowerShell(entry.Value));
        }

        return PSObject.AsPSObject(wrapped);
    }

    private static string WithoutSignature(string json) => json.Split(",\"signature\":")[0];

    public sealed class Session : IDisposable
    {
        internal Engine Engine { get; } = new();

        public void Dispose() => Engine.Dispose();
    }
}
