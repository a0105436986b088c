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

/// <summary>The golden cases, sent as PowerShell has their values. One session for all: each has a connection of its own.</summary>
public sealed class GoldenCaseTests(EmulatorFixture fixture, GoldenCaseTests.Session session)
    : IClassFixture<EmulatorFixture>, IClassFixture<GoldenCaseTests.Session>
{
    public static TheoryData<string> Names => [.. GoldenCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sends_byte_for_byte_what_PHP_would(string name)
    {
        GoldenCase golden = GoldenCase.All[name];
        using SevuConnection connection = Samples.Connection(golden.Secret, fixture.Emulator.Endpoint);
        OrderedDictionary fields = [];
        foreach ((string field, object? value) in golden.ToRequest().Fields)
        {
            fields.Add(field, AsPowerShellHasIt(value));
        }

        // The emulator refuses most of them: it has another secret, and knows fewer fields.
        session.Engine.Run("Invoke-SevuCommand sevu.errorlog -Parameter $args[0] -Connection $args[1]", fields, connection);

        string sent = fixture.Emulator.Requests[^1].Json!;
        string now = JsonDocument.Parse(sent).RootElement.GetProperty("timestamp").GetRawText();
        Assert.Equal(WithoutSignature(golden.Signed), WithoutSignature(sent).Replace($"\"timestamp\":{now},", $"\"timestamp\":{golden.Timestamp},"));
    }

    /// <summary>As a variable, a pipeline or <c>ConvertFrom-Json</c> may hold it.</summary>
    private static object? AsPowerShellHasIt(object? value) => value switch
    {
        null => null,
        IDictionary map => Wrap(map),
        List<object?> list => PSObject.AsPSObject(list.Select(AsPowerShellHasIt).ToArray()),
        _ => PSObject.AsPSObject(value),
    };

    private static PSObject Wrap(IDictionary map)
    {
        OrderedDictionary wrapped = [];
        foreach (DictionaryEntry entry in map)
        {
            wrapped.Add(entry.Key, AsPowerShellHasIt(entry.Value));
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
