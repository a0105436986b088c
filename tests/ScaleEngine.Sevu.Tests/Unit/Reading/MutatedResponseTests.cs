using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

public sealed class MutatedResponseTests : IDisposable
{
    private const string Log =
        """{"code":2101,"status":"success","attempts":[{"key":"a.b","datetime":"2026-01-02 03:04:05","success":1,"ip":"203.0.113.7"},{"key":"a.b","success":"0","reason":"Token Revoked","x":[{},[1]]}],"message":"found","handle_time":0.37}""";

    private const string Ticket =
        """{"status":"success","key":"a.b","pass":"pw","uses":"5","active":"1","created_date":"2026-01-02 03:04:05","expire":null,"x":{"y":[]}}""";

    private readonly SevuConnection _connection = Samples.Connection();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void A_log_of_which_a_part_is_missing_never_passes_as_whole()
        => AssertNoPartPassesAsWhole(Log, reader =>
        {
            AttemptReader attempts = new(reader, new AttemptFilter(start: null, end: null));
            while (attempts.Read() is not null)
            {
            }

            attempts.EnsureSuccess();
        });

    [Fact]
    public void A_ticket_of_which_a_part_is_missing_never_passes_as_whole()
        => AssertNoPartPassesAsWhole(Ticket, reader => new TicketReader(reader).Read());

    private void AssertNoPartPassesAsWhole(string document, Action<ResponseReader> read)
    {
        Random random = new(13);
        List<string> bodies = [document];
        for (int length = 0; length < document.Length; length++)
        {
            bodies.Add(document.Substring(0, length));
        }

        for (int i = 0; i < 5000; i++)
        {
            bodies.Add(Mutate(document, random));
        }

        int whole = 0;
        foreach (string body in bodies)
        {
            // Any other exception fails the test.
            if (Succeeds(body, read, out string? warning))
            {
                whole++;
                Assert.True(warning is not null || IsJson(body), body);
            }
        }

        Assert.InRange(whole, 100, bodies.Count);
    }

    private bool Succeeds(string body, Action<ResponseReader> read, out string? warning)
    {
        using HttpResponseMessage message = new() { Content = new StringContent("") };
        using CancellationTokenSource cancellation = new();
        using SevuResponse response = new(
            new SevuRequest("sevu.errorlog", []), _connection, message, new MemoryStream(Encoding.UTF8.GetBytes(body)), TimeSpan.Zero, cancellation);
        ResponseReader reader = new(response);
        try
        {
            read(reader);
            return true;
        }
        catch (SevuException)
        {
            return false;
        }
        finally
        {
            warning = reader.Fields.Warning;
        }
    }

    private static string Mutate(string document, Random random)
    {
        const string alphabet = "{}[]\",:\\ \n0123456789-+.eEtfnu";
        StringBuilder body = new(document);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(body.Length);
            switch (random.Next(4))
            {
                case 0: body[at] = alphabet[random.Next(alphabet.Length)]; break;
                case 1: body.Remove(at, Math.Min(random.Next(1, 9), body.Length - at)); break;
                case 2: body.Insert(at, alphabet[random.Next(alphabet.Length)]); break;
                default: body.Insert(at, document.ToCharArray(), random.Next(document.Length / 2), random.Next(1, document.Length / 2)); break;
            }
        }

        return body.ToString();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
