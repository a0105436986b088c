using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Emulation;

/// <summary>The base class of the emulator's own tests. They do not use the module: they send requests that PHP signed, and
/// handwritten ones. Each test has its own emulator.</summary>
public abstract class RawHttpTest : IAsyncLifetime
{
    /// <summary>The emulator's clock, and that of every request: 2014-09-16 16:00:00 UTC.</summary>
    private protected const long Now = 1410883200;

    private protected const string CommonFields =
        "\"command\":\"sevu.errorlog\",\"api_key\":\"APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE\"," +
        "\"timestamp\":1410883200,\"cdn\":158";

    private protected const string ValidRequest = "{" + CommonFields + ",\"key\":\"a\"}";

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
    });

    private protected SevuEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await StartEmulatorAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static Task<SevuEmulator> StartEmulatorAsync() => SevuEmulator.StartAsync(new() { Clock = new StoppedClock() }, Cancellation);

    private protected static string Sign(string json)
    {
        byte[] signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(Samples.ApiSecret), Encoding.UTF8.GetBytes(json));
        string text = Convert.ToBase64String(signature).Replace("/", "\\/", StringComparison.Ordinal);
        return $"{json[..^1]},\"signature\":\"{text}\"}}";
    }

    private protected static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private protected Task<JsonElement> PostSignedAsync(string signed) => PostAsync(Form(("json", signed)));

    private protected async Task<JsonElement> PostAsync(HttpContent content)
    {
        using (content)
        {
            return await ReadAsync(await Http.PostAsync(Emulator.Endpoint, content, Cancellation));
        }
    }

    /// <summary>Sends a command. The fields have ' instead of ".</summary>
    private protected Task<JsonElement> SendCommandAsync(string command, string fields)
    {
        string common = CommonFields.Replace("sevu.errorlog", command, StringComparison.Ordinal);
        return PostSignedAsync(Sign("{" + string.Join(',', ((string[])[common, fields.Replace('\'', '"')]).Where(part => part.Length > 0)) + "}"));
    }

    /// <summary>Requests the log of a ticket.</summary>
    private protected async Task<JsonElement> GetLogAsync(string key, string? start = null)
    {
        using HttpResponseMessage response = await SendLogRequestAsync(key, start: start);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    /// <summary>Requests the log of a ticket and returns after the headers.</summary>
    private protected async Task<HttpResponseMessage> SendLogRequestAsync(string key, string encoding = "identity", string? start = null)
    {
        string starttime = start is null ? "" : $",\"starttime\":\"{start}\"";
        using var request = new HttpRequestMessage(HttpMethod.Post, Emulator.Endpoint)
        {
            Content = Form(("json", Sign("{" + CommonFields + $",\"key\":\"{key}\"{starttime}}}"))),
        };
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private protected static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        }
    }

    private protected static int Code(JsonElement response) => response.GetProperty("code").GetInt32();

    private protected static string Message(JsonElement response) => response.GetProperty("message").GetString()!;

    /// <returns>This field of each attempt.</returns>
    private protected static IEnumerable<string> Column(JsonElement response, string name) =>
        response.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty(name).GetString()!);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Now);
    }
}
