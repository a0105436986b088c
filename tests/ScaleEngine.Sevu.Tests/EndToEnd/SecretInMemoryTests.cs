using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Looks for the API secret in the memory of this process.</summary>
[Collection(nameof(WholeProcess))]
public sealed class SecretInMemoryTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const byte Disguise = 0x5a;

    [Fact]
    public void No_copy_of_the_API_secret_remains_after_the_connection_is_closed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows a process its own memory: the memory was not searched for the API secret.");
        // Nowhere in plain text but in what is under test.
        byte[] disguised = [.. Enumerable.Range(0, 32).Select(_ => (byte)(RandomNumberGenerator.GetInt32('A', 'Z' + 1) ^ Disguise))];
        SecureString secret = new();
        foreach (byte character in disguised)
        {
            secret.AppendChar((char)(character ^ Disguise));
        }

        Engine.Run("Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] -Endpoint $args[2] -MaximumRetryCount 0", Samples.Secure(Samples.ApiKey), secret, Emulator.Endpoint).AssertNoErrors();
        for (int i = 0; i < 20; i++)
        {
            Engine.Run($"$DebugPreference = 'Continue'; Get-SevuTicketAttempt emulator.attempts.{i} -Verbose").AssertError("Sevu.0003");
            Engine.Run($"New-SevuTicket v{i} a -Verbose").AssertError("Sevu.0003");
        }

        Engine.Run("Invoke-SevuCommand sevu.status -Parameter @{ key = 'a' }; Test-SevuConnection");
        int whileConnected = CountCopies(disguised);
        Engine.Run("Disconnect-Sevu").AssertNoErrors();
        secret.Dispose();

        Assert.True(whileConnected > 0, "The search found nothing even while the connection was open.");
        Assert.Equal(0, CountCopies(disguised));
    }

    /// <summary>Counts copies in UTF-8 and UTF-16.</summary>
    private static int CountCopies(byte[] disguised)
    {
        byte[] buffer = GC.AllocateArray<byte>(1024 * 1024, pinned: true);
        int copies = 0;
        using SafeFileHandle memory = File.OpenHandle("/proc/self/mem");
        foreach (string line in File.ReadAllLines("/proc/self/maps").Where(line => line.Contains(" rw", StringComparison.Ordinal)))
        {
            string[] range = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-');
            long start = long.Parse(range[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            long end = long.Parse(range[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            // Overlapping, so that a copy across the border of two pieces is found.
            for (long at = start; at < end; at += buffer.Length - (2 * disguised.Length))
            {
                int read = TryRead(memory, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
                copies += CountCopies(buffer.AsSpan(0, read), disguised, step: 1) + CountCopies(buffer.AsSpan(0, read), disguised, step: 2);
            }
        }

        Array.Clear(buffer);
        return copies;
    }

    private static int TryRead(SafeFileHandle memory, Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(memory, buffer, offset);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int CountCopies(ReadOnlySpan<byte> memory, byte[] disguised, int step)
    {
        int copies = 0;
        byte first = (byte)(disguised[0] ^ Disguise);
        for (int at = 0; ; at++)
        {
            int next = memory[at..].IndexOf(first);
            if (next < 0 || (at += next) + (disguised.Length * step) > memory.Length)
            {
                return copies;
            }

            int matched = 1;
            while (matched < disguised.Length && (memory[at + (matched * step)] ^ Disguise) == disguised[matched])
            {
                matched++;
            }

            copies += matched == disguised.Length ? 1 : 0;
        }
    }
}
