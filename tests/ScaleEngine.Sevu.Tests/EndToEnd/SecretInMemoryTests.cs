using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Looks for secrets in the memory of a PowerShell process that has used every cmdlet.</summary>
[Collection(nameof(WholeProcess))]
[Trait("Category", Endurance.Category)]
public sealed class SecretInMemoryTests
{
    private const string Password = "pass-Kw7/w+zJ2 Qm81";

    [Fact]
    public async Task What_remains_in_memory_is_what_the_security_page_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows a process the memory of its child: it was not searched for secrets.");
        await using SevuEmulator emulator = await SevuEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string folder = Directory.CreateTempSubdirectory("sevu-").FullName;
        int rounds = Endurance.Size(usual: 3, full: 20);
        string disguised = string.Join(',', new[] { Samples.ApiKey, Samples.ApiSecret, Password }.Select(Disguise));
        using ChildSession session = new("Secrets.ps1", [emulator.Endpoint.AbsoluteUri, folder, $"{rounds}", disguised]);

        IReadOnlyList<string> shown = await session.ReadToAsync("connected");
        Found connected = Search(session, emulator);
        session.Continue();
        await session.ReadToAsync("disconnected");
        Found disconnected = Search(session, emulator);

        int requests = emulator.Requests.Count;
        int connections = emulator.Requests.Select(request => request.NetworkConnection).Distinct().Count();
        Assert.True(requests > rounds * 15, $"Only {requests} requests:\n{string.Join('\n', shown)}");
        Endurance.Record($"Copies as bytes + as texts, after {requests} requests over {connections} network connections, while connected", connected.ToString());
        Endurance.Record("The same after Disconnect-Sevu", disconnected.ToString());
        // Texts: a SecureString of the session, and one of each connection with this secret or key.
        Assert.Equal(new Copies(0, 2), connected.Secret);
        Assert.Equal(3, connected.Key.Texts);
        Assert.Equal(new Copies(0, 0), disconnected.Secret);
        Assert.Equal(0, disconnected.Key.Texts);
        // The buffer for writing of each network connection, see SECURITY.md.
        Assert.InRange(disconnected.Key.Bytes, 0, connections);
        string transcript = await File.ReadAllTextAsync(Path.Combine(folder, "transcript.txt"), TestContext.Current.CancellationToken);
        Assert.Contains("\"signature\":\"***\"", transcript, StringComparison.Ordinal);
        string report = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"), TestContext.Current.CancellationToken);
        Assert.Equal([], Secrets(emulator).SelectMany(SecretForms.All)
            .Where(secret => (transcript + report).Contains(secret, StringComparison.OrdinalIgnoreCase)));

        Directory.Delete(folder, recursive: true);
    }

    private static string Disguise(string text) => Convert.ToHexString([.. Encoding.ASCII.GetBytes(text).Select(character => (byte)(character ^ 0x5a))]);

    private static Found Search(ChildSession session, SevuEmulator emulator)
    {
        IReadOnlyDictionary<string, Copies> copies = ProcessMemory.CountCopies(session.Id, Secrets(emulator));
        Copies Sum(IEnumerable<string> texts) => texts.Aggregate(new Copies(0, 0), (sum, text) => sum + copies[text]);
        return new Found(copies[Samples.ApiSecret], copies[Samples.ApiKey], Sum(Signatures(emulator)), Sum(Passwords(emulator)));
    }

    private static string[] Secrets(SevuEmulator emulator) => [Samples.ApiKey, Samples.ApiSecret, .. Signatures(emulator), .. Passwords(emulator)];

    private static string[] Signatures(SevuEmulator emulator) => Sent(emulator, "signature");

    private static string[] Passwords(SevuEmulator emulator)
        => [.. Sent(emulator, "pass"), emulator.Log.Find("mystream.53ffc996dd39d5.39102367")!.Rules.Pass];

    private static string[] Sent(SevuEmulator emulator, string field) => [.. emulator.Requests
        .Select(request => JsonDocument.Parse(request.Json!).RootElement)
        .Where(request => request.TryGetProperty(field, out _))
        .Select(request => request.GetProperty(field).GetString()!)
        .Distinct()];

    private sealed record Found(Copies Secret, Copies Key, Copies Signatures, Copies Passwords)
    {
        public override string ToString() => $"API secret {Secret}, API key {Key}, signatures {Signatures}, ticket passwords {Passwords}";
    }
}
