using System;

namespace ScaleEngine.Sevu.Client;

/// <summary>Shares the texts that repeat, as most of a log's do: one string for all attempts on the same video.</summary>
/// <remarks>A table of the last text of each hash. What does not repeat passes through it, and costs a lookup.</remarks>
internal sealed class TextPool
{
    /// <summary>Longer texts hardly repeat.</summary>
    public const int LongestText = 256;

    private const int Size = 4096;

    private readonly Entry[] _entries = new Entry[Size];

    /// <param name="hash">A hash of the bytes.</param>
    /// <param name="bytes">Where they are.</param>
    /// <param name="start">The first.</param>
    /// <param name="length">How many; no more than <see cref="LongestText"/>.</param>
    /// <returns>The text that these bytes were the last time; null where they were none.</returns>
    public string? Find(uint hash, byte[] bytes, int start, int length)
    {
        ref Entry entry = ref _entries[hash % Size];
        return entry.Hash == hash && entry.Bytes is not null && Equal(entry.Bytes, bytes, start, length) ? entry.Text : null;
    }

    public void Add(uint hash, byte[] bytes, int start, int length, string text)
    {
        byte[] kept = new byte[length];
        Buffer.BlockCopy(bytes, start, kept, 0, length);
        _entries[hash % Size] = new Entry { Hash = hash, Bytes = kept, Text = text };
    }

    private static bool Equal(byte[] kept, byte[] bytes, int start, int length)
    {
        if (kept.Length != length)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (kept[i] != bytes[start + i])
            {
                return false;
            }
        }

        return true;
    }

    private struct Entry
    {
        public uint Hash;
        public byte[]? Bytes;
        public string Text;
    }
}
