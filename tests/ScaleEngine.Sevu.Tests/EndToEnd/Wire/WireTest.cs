using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

/// <summary>Runs rows of a table.</summary>
public abstract class WireTest
{
    private protected const string ReadAttempts = "Get-SevuTicketAttempt k";
    private protected const string NewTicket = "New-SevuTicket v a -Password $args[1]";
    private const string Password = "hidden-word";

    /// <summary>The time after which a row counts as stuck.</summary>
    private protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    /// <summary>The connection's timeout for a peer that hangs; long enough for a busy machine to receive what comes before.</summary>
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The connection's timeout for a peer that ends by itself: one that is waited for is not called ended.</summary>
    private static readonly TimeSpan LongTimeout = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, ErrorCategory> Categories = new()
    {
        ["Sevu.Network"] = ErrorCategory.ConnectionError,
        ["Sevu.Tls"] = ErrorCategory.SecurityError,
        ["Sevu.Timeout"] = ErrorCategory.OperationTimeout,
        ["Sevu.Incomplete"] = ErrorCategory.ReadError,
        ["Sevu.InvalidEncoding"] = ErrorCategory.InvalidData,
        ["Sevu.NotJson"] = ErrorCategory.InvalidData,
        ["Sevu.EmptyResponse"] = ErrorCategory.InvalidData,
        ["Sevu.ResponseTooLarge"] = ErrorCategory.InvalidData,
        ["Sevu.Http.401"] = ErrorCategory.AuthenticationError,
        ["Sevu.Http.407"] = ErrorCategory.AuthenticationError,
        ["Sevu.0006"] = ErrorCategory.InvalidArgument,
    };

    private readonly Sessions _sessions;

    private protected WireTest(Sessions sessions) => _sessions = sessions;

    /// <summary>The names of rows, as test cases.</summary>
    private protected static TheoryData<string> Names(IEnumerable<Row> rows) => [.. rows.Select(row => row.Name)];

    /// <summary>Runs a row with each cmdlet.</summary>
    private protected async Task RunAsync(IReadOnlyList<Row> rows, string name)
    {
        Row row = rows.Single(row => row.Name == name);
        await Task.WhenAll(
            CheckAsync(row, ReadAttempts, row.Id, row.Attempts),
            CheckAsync(row, "Get-SevuTicket k", row.WholeId, row.Times),
            CheckAsync(row, "Invoke-SevuCommand sevu.status -Parameter @{ key = 'k' }", row.WholeId, row.Times),
            CheckAsync(row, "Revoke-SevuTicket k -Confirm:$false", row.WholeId, 0),
            CheckAsync(row, NewTicket, NewTicketId(row), row.Times));
    }

    private protected Task<RunResult> RunAsync(Row row, RawServer server, string command, TimeSpan timeout, int retries = 0, Action<Engine>? onStart = null)
        => _sessions.UseAsync(engine =>
        {
            onStart?.Invoke(engine);
            using SevuConnection connection = Connect(row, server, timeout, retries);
            // A peer may close the connection between two requests.
            string script = string.Join("; Start-Sleep -Milliseconds 300; ", Enumerable.Repeat($"{command} -Connection $args[0] -Verbose", row.Times));
            return engine.Run($"$DebugPreference = 'Continue'; {script}", connection, Samples.Secure(Password));
        });

    private static SevuConnection Connect(Row row, RawServer server, TimeSpan timeout, int retries) => row.Way switch
    {
        Way.Proxy => Samples.Connection(
            endpoint: new Uri("https://sevu.example.invalid/"), timeout: timeout, maximumRetryCount: retries, proxy: new WebProxy(server.Endpoint)),
        Way.Tls => Samples.Connection(
            endpoint: new UriBuilder(server.Endpoint) { Scheme = Uri.UriSchemeHttps }.Uri, timeout: timeout, maximumRetryCount: retries),
        _ => Samples.Connection(endpoint: server.Endpoint, timeout: timeout, maximumRetryCount: retries),
    };

    /// <summary>A ticket may exist if the request may have arrived, unless the answer says that nothing was done.</summary>
    private static string NewTicketId(Row row) => row switch
    {
        { KeyArrives: true } or { Id: Row.Whole } => Row.Whole,
        { WholeId: Row.Never } => Row.Never,
        { Way: not Way.Plain } => row.Id,
        _ when row.Id == "Sevu.0006" || row.Id.StartsWith("Sevu.Http.3", StringComparison.Ordinal) || row.Id.StartsWith("Sevu.Http.4", StringComparison.Ordinal) => row.Id,
        _ => "Sevu.TicketMayExist",
    };

    private async Task CheckAsync(Row row, string command, string id, int count)
    {
        if (id == Row.Never)
        {
            return;
        }

        await using RawServer server = new(row.Peer);
        // What is not transient is not tried again either, nor is what changes something.
        int retries = IsTransient(id) ? 0 : 1;
        RunResult result = await RunAsync(row, server, command, row.Hangs ? ShortTimeout : LongTimeout, retries)
            .WaitAsync(Deadline, TestContext.Current.CancellationToken);

        string expected = $"'{id}', {(command == ReadAttempts ? row.Attempts : id == Row.Whole ? count : Math.Max(0, count - 1))} objects";
        string actual = $"'{string.Join(", ", result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]))}', {result.Output.Count} objects";
        Assert.True(expected == actual, $"{command}: expected {expected}; was {actual}. {string.Join(' ', result.Errors)}");
        string[] sent = [.. server.Received.Where(request => request.Contains("json=", StringComparison.Ordinal))];
        Assert.Equal(sent.Distinct(), sent);
        // Revoke-SevuTicket reads the ticket after a refusal.
        Assert.All(sent.GroupBy(request => Field(request, "command")), same => Assert.InRange(same.Count(), 1, row.Way == Way.Plain ? row.Times : 0));
        if (id != Row.Whole)
        {
            ErrorRecord error = result.AssertError(id);
            Assert.Contains(row.Says, error.ErrorDetails.Message, StringComparison.Ordinal);
            Assert.Equal(Categories.GetValueOrDefault(row.WholeId, ErrorCategory.ProtocolError), error.CategoryInfo.Category);
        }

        if (row.Hangs && id == "Sevu.Incomplete")
        {
            Assert.IsType<SevuTimeoutException>(result.Errors[0].Exception.InnerException);
        }

        if (row.KeyArrives && id == Row.Whole)
        {
            Assert.NotEmpty(result.Warnings);
        }

        AssertNoSecrets(result, sent);
    }

    private static bool IsTransient(string id)
        => id is "Sevu.Network" or "Sevu.Timeout" or "Sevu.Incomplete" or "Sevu.Http.429" || id.StartsWith("Sevu.Http.5", StringComparison.Ordinal)
            || id is "Sevu.Http.600" or "Sevu.Http.999";

    private static void AssertNoSecrets(RunResult result, string[] sent)
    {
        string text = result.AllText() + string.Concat(result.Errors.SelectMany(error => ExceptionTexts(error.Exception)));
        string[] signatures = [.. sent.Select(request => Field(request, "signature"))];
        string[] words = [Samples.ApiKey, Samples.ApiSecret, Password];
        foreach (string secret in (string[])[.. words, .. words.Select(word => BitConverter.ToString(Encoding.ASCII.GetBytes(word[..4]))), .. signatures])
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\r' or '\n'));
    }

    private static string Field(string request, string name)
        => JsonDocument.Parse(Uri.UnescapeDataString(request.Split("json=")[1])).RootElement.GetProperty(name).GetString()!;

    private static IEnumerable<string> ExceptionTexts(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure.ToString();
            yield return failure.Message;
        }
    }
}
