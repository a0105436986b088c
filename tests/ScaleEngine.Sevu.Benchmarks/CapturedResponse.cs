using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Benchmarks;

/// <summary>A response of the emulator, captured before the measurement.</summary>
internal static class CapturedResponse
{
    public static SevuConnection Connect(Uri endpoint)
    {
        EmulatorAccount account = EmulatorAccount.Sample;
        ApiCredential credential = ApiCredential.Create(
            account.CdnId, new NetworkCredential("", account.ApiKey).SecurePassword, new NetworkCredential("", account.ApiSecret).SecurePassword);
        return SevuConnection.Create(credential, endpoint, Timeout.InfiniteTimeSpan, new RetrySettings(MaximumCount: 0, TimeSpan.Zero), proxy: null);
    }

    /// <param name="endpoint">The emulator's endpoint.</param>
    /// <param name="attempts">The number of attempts in the response.</param>
    /// <param name="encoding"><c>gzip</c> or <c>identity</c>.</param>
    public static async Task<byte[]> GetAsync(Uri endpoint, int attempts, string encoding)
    {
        using SevuConnection connection = Connect(endpoint);
        string key = string.Create(CultureInfo.InvariantCulture, $"emulator.attempts.{attempts}");
        using PinnedBuffer json = RequestSigner.Sign(
            new SevuRequest("sevu.errorlog", [new("key", key)]), connection.Credential, connection.Clock.Timestamp, out _);
        using HttpClient http = new();
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        using SignedRequestContent content = new(json);
        using HttpResponseMessage response = await http.PostAsync(endpoint, content);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
