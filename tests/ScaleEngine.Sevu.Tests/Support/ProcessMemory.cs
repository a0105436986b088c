using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>Looks for texts in the writable memory of another process. Linux only.</summary>
internal static class ProcessMemory
{
    /// <summary>The shortest text that can be looked for.</summary>
    public const int MinLength = PrefixLength;

    private const int PrefixLength = sizeof(ulong);
    private const int PieceLength = 4 * 1024 * 1024;

    /// <summary>Counts the copies of each text in UTF-8 and UTF-16, in each of the <see cref="SecretForms"/>.</summary>
    /// <param name="processId">The process, a child of this one.</param>
    /// <param name="texts">Different texts of at least <see cref="MinLength"/> characters.</param>
    public static IReadOnlyDictionary<string, Copies> CountCopies(int processId, IEnumerable<string> texts)
    {
        Pattern[] patterns = [.. texts.SelectMany(text => SecretForms.InRequests(text).SelectMany(form => new Pattern[]
        {
            new(text, Encoding.UTF8.GetBytes(form), new Copies(1, 0)), new(text, Encoding.Unicode.GetBytes(form), new Copies(0, 1)),
        }))];
        ILookup<ulong, Pattern> byPrefix = patterns.ToLookup(pattern => Prefix(pattern.Bytes));
        bool[] isCandidate = new bool[65536];
        foreach (IGrouping<ulong, Pattern> group in byPrefix)
        {
            isCandidate[Hash(group.Key)] = true;
        }

        Dictionary<string, Copies> copies = patterns.Select(pattern => pattern.Text).Distinct().ToDictionary(text => text, _ => new Copies(0, 0));
        int overlap = patterns.Max(pattern => pattern.Bytes.Length) - 1;
        byte[] buffer = new byte[PieceLength];
        using SafeFileHandle memory = File.OpenHandle($"/proc/{processId}/mem");
        foreach (string line in File.ReadAllLines($"/proc/{processId}/maps").Where(line => line.Contains(" rw", StringComparison.Ordinal)))
        {
            long[] range = [.. line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-')
                .Select(address => long.Parse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
            // Pieces overlap, so that a copy across the border of two is found, and once.
            bool isLast = false;
            for (long at = range[0]; !isLast;)
            {
                int length = TryRead(memory, buffer.AsSpan(0, (int)Math.Min(PieceLength, range[1] - at)), at);
                isLast = length <= overlap || at + length == range[1];
                int end = isLast ? length - PrefixLength + 1 : length - overlap;
                for (int i = 0; i < end; i++)
                {
                    ulong prefix = Prefix(buffer.AsSpan(i));
                    if (!isCandidate[Hash(prefix)])
                    {
                        continue;
                    }

                    ReadOnlySpan<byte> found = buffer.AsSpan(i, length - i);
                    foreach (Pattern pattern in byPrefix[prefix])
                    {
                        if (found.StartsWith(pattern.Bytes))
                        {
                            copies[pattern.Text] += pattern.Copy;
                        }
                    }
                }

                at += end;
            }
        }

        return copies;
    }

    private static ulong Prefix(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static int Hash(ulong prefix) => (int)((prefix * 0x9e3779b97f4a7c15) >> 48);

    private static int TryRead(SafeFileHandle memory, Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(memory, buffer, offset);
        }
        catch (IOException)
        {
            // Memory of a device.
            return 0;
        }
    }

    private sealed record Pattern(string Text, byte[] Bytes, Copies Copy);
}

/// <summary>How many copies of a text there are.</summary>
/// <param name="Bytes">In UTF-8, as in the buffers of a network connection.</param>
/// <param name="Texts">In UTF-16, as in a string.</param>
internal sealed record Copies(int Bytes, int Texts)
{
    public static Copies operator +(Copies one, Copies other) => new(one.Bytes + other.Bytes, one.Texts + other.Texts);

    public override string ToString() => $"{Bytes} + {Texts}";
}
