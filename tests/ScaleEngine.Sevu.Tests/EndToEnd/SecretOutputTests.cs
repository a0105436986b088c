using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>No secret is in any stream, in any form of an error or of an object, whatever the peer repeats, and wherever.</summary>
[Trait("Category", Endurance.Category)]
public sealed partial class SecretOutputTests : IDisposable
{
    private const string Password = "pa/ss+Wörd \"q7\" & more";

    /// <summary>Every command that sends a request; <c>$args[0]</c> is the password.</summary>
    private static readonly string[] Commands =
    [
        "Get-SevuTicketAttempt k",
        "New-SevuTicket v a -Password $args[0]",
        "Get-SevuTicket k",
        "Revoke-SevuTicket k -Confirm:$false -PassThru",
        "Test-SevuConnection",
        "Invoke-SevuCommand sevu.any -Parameter @{ pass = $args[0]; list = @(1, @{ pass = $args[0] }) }",
        "Get-SevuTicketAttempt k | Measure-SevuTicketAttempt",
    ];

    /// <summary>Responses with a place, <c>{0}</c>, for what the peer repeats on one line; <c>{1}</c> is the same as JSON text.</summary>
    private static readonly string[] Places =
    [
        "HTTP/1.1 500 {0}\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 {0}\r\nWWW-Authenticate: Basic realm=\"{0}\"\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 407 {0}\r\nProxy-Authenticate: {0}\r\nContent-Length: 0\r\n\r\n",
        "{0}\r\n\r\n",
        "HTTP/1.1 {0} OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n{0}\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: {0}\r\n{0}: x\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: \u001b[31m\u0001{0}\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /?{0}\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Moved\r\nLocation: http://user:{0}@host/{0}\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: {0}\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Encoding: {0}\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: {0}\r\nConnection: close\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Type: text/{0}; charset={0}\r\nConnection: close\r\n\r\n{{\"code\":4}}",
        "HTTP/1.1 503 Busy\r\nDate: {0}\r\nRetry-After: {0}\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: {0}\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{0}\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;{0}\r\n{{\"a\":\r\n{0}\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n{{\"code\":4}}{0}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n{{\"code\":4}}\r\n0\r\nX: {0}\r\n{0}\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{0}",
        "HTTP/1.1 500 No\r\nConnection: close\r\n\r\n<html>{0}</html>",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":2100}}{0}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{0}{{\"code\":2100}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":6,\"message\":{1}}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":6,\"message\":[{1}],\"status\":{1},\"handle_time\":{1},\"debug\":{1}}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":{1},\"status\":{1},\"handle_time\":{1}}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":2101,{1}:1,{1}:2}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":2101,\"attempts\":{1},\"uses\":{1},\"active\":{1},\"ticket\":{1}}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":2101,\"attempts\":[{{\"datetime\":{1},\"success\":{1},\"pass\":{1}}}]}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":2101,\"pass\":{1},\"created_date\":{1},\"ticket\":{{\"pass\":{1},\"expire_date\":{1}}}}}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"code\":2101,\"message\":{1}",
        "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\nConnection: close\r\n\r\n{{\"code\":2101,\"message\":{1}",
    ];

    private readonly Engine _engine = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sevu-").FullName;

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_a_peer_repeats_is_in_no_stream()
    {
        string response = "";
        Func<string, string> echo = _ => "";
        string? received = null;
        await using RawServer server = new(request =>
        {
            if (!request.Contains("json=", StringComparison.Ordinal))
            {
                // Test-SevuConnection connects without a request first.
                return "";
            }

            received = Uri.UnescapeDataString(request[(request.IndexOf("json=", StringComparison.Ordinal) + 5)..]);
            string repeated = echo(request);
            return response.Replace("{0}", repeated, StringComparison.Ordinal).Replace("{1}", JsonSerializer.Serialize(repeated), StringComparison.Ordinal)
                .Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
        });
        Func<string, string>[] echoes =
        [
            request => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..],
            _ => received!,
            _ => string.Join(' ', SentSecrets(received!).Skip(1)),
            _ => JsonSerializer.Serialize(received),
            request => System.Net.WebUtility.UrlEncode(received!),
        ];
        List<string> leaks = [];
        int cells = 0;
        foreach (string place in Places)
        {
            response = place;
            for (int form = 0; form < echoes.Length; form++)
            {
                echo = echoes[form];
                foreach (string command in Commands.Take(Endurance.Size(usual: form == 0 ? Commands.Length : 2, full: Commands.Length)))
                {
                    cells++;
                    received = null;
                    // A connection sends the same request again only in the next second.
                    using SevuConnection connection = Samples.Connection(endpoint: server.Endpoint);
                    RunResult result = _engine.Using(connection).Run(
                        $"$Error.Clear(); $DebugPreference = 'Continue'; {command} -Verbose 6>&1", Samples.Secure(Password));
                    Assert.NotNull(received);
                    string[] secrets = SentSecrets(received!);
                    Assert.DoesNotContain(result.AllText().ReplaceLineEndings(""), char.IsControl);
                    string shown = Everything(result);
                    leaks.AddRange(secrets.SelectMany(SecretForms.All).Where(secret => shown.Contains(secret, StringComparison.OrdinalIgnoreCase))
                        .Select(secret => $"form {form} of {command}: {secret} in {Around(shown, secret)} after {place}"));
                }
            }
        }

        Endurance.Record("Places where a peer repeats a request, in 5 forms, for each command: combinations without a secret in any stream", $"{cells - leaks.Count} of {cells}");
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    [Fact]
    public async Task What_a_proxy_repeats_is_in_no_stream()
    {
        string response = "";
        string? received = null;
        await using RawServer proxy = new(request =>
        {
            Match sent = ProxyAuthorization().Match(request);
            received = sent.Success ? sent.Value : received;
            return sent.Success
                ? response.Replace("{0}", $"{received} user:{Password}", StringComparison.Ordinal)
                : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
        });
        List<string> leaks = [];
        foreach (string place in Places.Where(place => !place.Contains("{1}", StringComparison.Ordinal)))
        {
            response = place;
            received = null;
            RunResult result = _engine.Run(
                $"$Error.Clear(); Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] -Endpoint https://sevu.example.invalid/stable/ -TimeoutSec 30 -MaximumRetryCount 0 -Proxy $args[2]"
                + " -ProxyCredential $args[3]; $DebugPreference = 'Continue'; Get-SevuTicketAttempt k -Verbose 6>&1; Test-SevuConnection -Verbose",
                Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret), proxy.Endpoint, new PSCredential("user", Samples.Secure(Password)));
            Assert.NotNull(received);
            string shown = Everything(result);
            leaks.AddRange(SecretForms.All(Password).Append(received![(received!.LastIndexOf(' ') + 1)..])
                .Where(secret => shown.Contains(secret, StringComparison.OrdinalIgnoreCase))
                .Select(secret => $"{secret} in {Around(shown, secret)} after {place}"));
        }

        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    [Fact]
    public async Task No_object_has_a_secret_in_any_form()
    {
        await using SevuEmulator emulator = await SevuEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        emulator.Respond("with.pass", """{"code":2101,"attempts":[{"key":"with.pass","success":1,"pass":"hidden-word/1"}],"pass":["hidden-word/1"]}""");
        string script = """
            $connection = Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] -Endpoint $args[2] -PassThru
            $ticket = New-SevuTicket v a -Password $args[3]
            $objects = @(
                $connection; Get-SevuConnection; Test-SevuConnection; $ticket; $ticket | Get-SevuTicket; New-SevuTicket v a
                Get-SevuTicketAttempt with.pass, emulator.attempts.3
                Get-SevuTicketAttempt with.pass | Measure-SevuTicketAttempt
                Invoke-SevuCommand sevu.status -Parameter @{ key = $ticket.Key }
                Invoke-SevuCommand sevu.errorlog -Parameter @{ key = 'with.pass' }
                Revoke-SevuTicket $ticket.Key -PassThru -Confirm:$false
            )
            foreach ($object in $objects) {
                $object | Out-String -Width 1000
                "$object"
                foreach ($view in 'Format-List', 'Format-Table', 'Format-Wide', 'Format-Custom') { $object | & $view -Property * -Force | Out-String -Width 4000 }
                $object | Format-Custom | Out-String -Width 4000
                $object | ConvertTo-Json -Depth 10
                $object | ConvertTo-Csv
                $object | ConvertTo-Html
                ($object | ConvertTo-Xml -Depth 5).OuterXml
                $object | Get-Member -Force | Out-String -Width 4000
                $object | Export-Clixml $args[4] -Depth 5
                Get-Content $args[4]
                Import-Clixml $args[4] | Format-List * -Force | Out-String -Width 4000
                $object | Select-Object * | Format-List * -Force | Out-String -Width 4000
            }
            Disconnect-Sevu
            $connection | Format-List * -Force | Out-String
            """;

        RunResult result = _engine.Run(
            script, Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret), emulator.Endpoint, Samples.Secure(Password),
            Path.Combine(_folder, "o.xml")).AssertNoErrors();

        string shown = Everything(result);
        Assert.Contains(Samples.ApiKey[^4..], shown, StringComparison.Ordinal);
        string[] secrets = [.. emulator.Requests.SelectMany(request => SentSecrets(request.Json!)).Append("hidden-word").Append(Samples.ApiSecret).Distinct()];
        Assert.Equal([], secrets.SelectMany(SecretForms.All).Where(secret => shown.Contains(secret, StringComparison.OrdinalIgnoreCase))
            .Select(secret => $"{secret} in {Around(shown, secret)}"));
    }

    /// <summary>The key, the signature and the passwords in a request, and the secret.</summary>
    private static string[] SentSecrets(string json)
    {
        JsonElement request = JsonDocument.Parse(json).RootElement;
        return
        [
            Samples.ApiSecret, .. ((string[])["api_key", "signature", "pass"])
                .Where(name => request.TryGetProperty(name, out _)).Select(name => request.GetProperty(name).GetString()!),
        ];
    }

    /// <summary>All streams, and each error in every form.</summary>
    private string Everything(RunResult result)
    {
        List<string> text = [result.AllText()];
        // What the service returns is unchanged in its objects, see SECURITY.md.
        text.AddRange(result.Output.Where(output => output.BaseObject is not (TicketAttempt or Ticket or PSCustomObject))
            .Select(output => output.BaseObject is ConnectionTest test ? $"{test.Message} {test.RecommendedAction}" : output.ToString()));

        foreach (ProgressRecord progress in result.Progress)
        {
            text.Add($"{progress.Activity} {progress.StatusDescription} {progress.CurrentOperation}");
        }

        IEnumerable<PSObject> remembered = _engine.Run("$Error").Output;
        foreach (ErrorRecord error in result.Errors.Concat(remembered.Select(error => error.BaseObject).OfType<ErrorRecord>()).DistinctBy(error => error.Exception))
        {
            text.Add(_engine.Show(error));
            text.Add($"{error.ScriptStackTrace} {error.InvocationInfo?.Line} {error.InvocationInfo?.PositionMessage} {error.CategoryInfo}");
            text.Add(string.Concat(_engine.Run(
                "$args[0] | Format-Custom -Depth 1 | Out-String -Width 4000; $args[0].Exception | ConvertTo-Json -Depth 1 -WarningAction Ignore; $args[0] | Get-Error | Out-String", error).Output));
            for (Exception? failure = error.Exception; failure is not null; failure = failure.InnerException)
            {
                text.Add($"{failure} {failure.Message} {failure.Source} {failure.HelpLink} {JsonSerializer.Serialize(failure.Data)}");
            }
        }

        return string.Join('\n', text);
    }

    private static string Around(string text, string secret)
    {
        int at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + secret.Length + 20)];
    }

    [GeneratedRegex("(?<=Proxy-Authorization: )[^\r]+", RegexOptions.IgnoreCase)]
    private static partial Regex ProxyAuthorization();
}
