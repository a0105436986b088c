using System;
using System.IO;
using System.Net.Http;
using System.Runtime.Serialization.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using BenchmarkDotNet.Attributes;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Benchmarks;

/// <summary>Reports the time and the memory of one attempt.</summary>
[InProcess]
[MemoryDiagnoser]
public class ReadingBenchmarks : IDisposable
{
    private const int Attempts = 10_000;

    private readonly SevuConnection _connection = CapturedResponse.Connect(SevuConnection.DefaultEndpoint);
    private byte[] _body = [];

    [GlobalSetup]
    public async Task Setup()
    {
        await using SevuEmulator emulator = await SevuEmulator.StartAsync();
        _body = await CapturedResponse.GetAsync(emulator.Endpoint, Attempts, "identity");
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Attempts, Description = "Attempts as objects")]
    public long ReadAttempts() => Read(new AttemptFilter(start: null, end: null));

    [Benchmark(OperationsPerInvoke = Attempts, Description = "Attempts of which a third is wanted")]
    public long ReadRejected() => Read(new AttemptFilter(start: null, end: null) { Success = false });

    [Benchmark(OperationsPerInvoke = Attempts, Description = "Attempts of which none is wanted")]
    public long ReadNothing() => Read(new AttemptFilter(start: null, end: null) { Reason = text => text == "nothing" });

    [Benchmark(OperationsPerInvoke = Attempts, Description = "Utf8JsonReader, no text")]
    public int ReadTokensWithSystemTextJson()
    {
        Utf8JsonReader reader = new(_body);
        int count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Attempts, Description = "JsonPullReader, every text")]
    public int ReadTokens()
    {
        JsonPullReader reader = new(new MemoryStream(_body));
        int length = 0;
        while (reader.Read())
        {
            length += reader.Text.Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Attempts, Description = "Utf8JsonReader, every text")]
    public int ReadWithSystemTextJson()
    {
        Utf8JsonReader reader = new(_body);
        int length = 0;
        while (reader.Read())
        {
            length += reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString()!.Length : 0;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Attempts, Description = "JsonReaderWriterFactory, every text")]
    public int ReadWithJsonReaderWriterFactory()
    {
        using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(new MemoryStream(_body), XmlDictionaryReaderQuotas.Max);
        int length = 0;
        while (reader.Read())
        {
            length += reader.NodeType == XmlNodeType.Text ? reader.Value.Length : reader.LocalName.Length;
        }

        return length;
    }

    public void Dispose()
    {
        _connection.Dispose();
        GC.SuppressFinalize(this);
    }

    private long Read(AttemptFilter filter)
    {
        using HttpResponseMessage message = new() { Content = new ByteArrayContent(_body) };
        using CancellationTokenSource cancellation = new();
        using SevuResponse response = new(
            new SevuRequest("sevu.errorlog", []), _connection, message, new MemoryStream(_body), TimeSpan.Zero, cancellation);
        AttemptReader reader = new(new ResponseReader(response), filter);
        while (reader.Read() is not null)
        {
        }

        return reader.Count;
    }
}
