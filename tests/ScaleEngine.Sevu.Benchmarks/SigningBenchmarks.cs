using System;
using BenchmarkDotNet.Attributes;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Benchmarks;

[InProcess]
[MemoryDiagnoser]
public class SigningBenchmarks : IDisposable
{
    private const long Timestamp = 1_767_225_600;

    private readonly SevuConnection _connection = CapturedResponse.Connect(SevuConnection.DefaultEndpoint);
    private readonly SevuRequest _request = new("sevu.errorlog", [new("key", "mystream.53ffc996dd39d5.39102367"), new("starttime", "2026-01-01")]);

    [Benchmark(Description = "JSON as PHP writes it")]
    public int WriteJson()
    {
        using PinnedBuffer json = new(512);
        RequestSigner.WriteUnclosedObject(new PhpJsonWriter(json), _request, _connection.Credential, Timestamp);
        return json.Length;
    }

    [Benchmark(Description = "Signed request: JSON and HMAC")]
    public int Sign()
    {
        using PinnedBuffer json = RequestSigner.Sign(_request, _connection.Credential, Timestamp, out _);
        return json.Length;
    }

    public void Dispose()
    {
        _connection.Dispose();
        GC.SuppressFinalize(this);
    }
}
