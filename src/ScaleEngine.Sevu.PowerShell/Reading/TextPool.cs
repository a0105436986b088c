using System.Text;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Shares text that repeats, as most text in a log does: one string for all attempts on the same video.</summary>
/// <remarks>A hash table that keeps the last few repeated strings of each bucket. With one string per bucket, two frequent
/// strings in the same bucket would replace each other all the time. Text that occurs once, such as many addresses, is not
/// kept: it would outlive its attempt, and cost more garbage collection than it saves.</remarks>
internal sealed class TextPool
{
    /// <summary>Longer text rarely repeats.</summary>
    private const int MaxTextLength = 256;

    private const int BucketCount = 1024;
    private const int EntriesPerBucket = 4;
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private readonly uint[] _lastHashes = new uint[BucketCount];

    // Each bucket is allocated when it is used: in many responses little repeats, and there may be many responses.
    private readonly Entry[]?[] _buckets = new Entry[]?[BucketCount];

    /// <summary>Returns the text of a JSON string.</summary>
    public string Get(byte[] utf8, int start, int length, bool escaped)
    {
        bool mayRepeat = length <= MaxTextLength;
        uint hash = mayRepeat ? Hash(utf8, start, length) : 0;
        if (mayRepeat && Find(hash, utf8, start, length) is string known)
        {
            return known;
        }

        string text = escaped ? JsonText.Decode(utf8, start, length) : Encoding.UTF8.GetString(utf8, start, length);
        if (mayRepeat)
        {
            Add(hash, utf8, start, length, text);
        }

        return text;
    }

    /// <summary>The hash for <see cref="Find"/> and <see cref="Add"/>.</summary>
    public static uint Hash(byte[] bytes, int start, int length)
    {
        ulong hash = (ulong)length;
        int end = start + length;
        for (; start + sizeof(ulong) <= end; start += sizeof(ulong))
        {
            hash = Mix(hash ^ BitConverter.ToUInt64(bytes, start));
        }

        ulong rest = 0;
        for (; start < end; start++)
        {
            rest = (rest << 8) | bytes[start];
        }

        return (uint)Mix(hash ^ rest);
    }

    /// <returns>The string that was kept for the same bytes; null if there is none.</returns>
    public string? Find(uint hash, byte[] bytes, int start, int length)
    {
        Entry[]? bucket = _buckets[hash % BucketCount];
        for (int i = 0; i < bucket?.Length; i++)
        {
            ref Entry entry = ref bucket[i];
            if (entry.Hash == hash && entry.Bytes is not null && Equal(entry.Bytes, bytes, start, length))
            {
                return entry.Text;
            }
        }

        return null;
    }

    /// <summary>Keeps text that occurs for the second time.</summary>
    public void Add(uint hash, byte[] bytes, int start, int length, string text)
    {
        uint bucket = hash % BucketCount;
        ref uint lastHash = ref _lastHashes[bucket];
        if (lastHash == hash)
        {
            byte[] kept = new byte[length];
            Buffer.BlockCopy(bytes, start, kept, 0, length);
            Entry[] entries = _buckets[bucket] ??= new Entry[EntriesPerBucket];
            Array.Copy(entries, 0, entries, 1, EntriesPerBucket - 1);
            entries[0] = new Entry { Hash = hash, Bytes = kept, Text = text };
        }

        lastHash = hash;
    }

    /// <summary>Whether a part of an array is the same bytes.</summary>
    public static bool Equal(byte[] kept, byte[] bytes, int start, int length)
    {
#if NET
        return kept.AsSpan().SequenceEqual(bytes.AsSpan(start, length));
#else
        if (kept.Length != length)
        {
            return false;
        }

        int i = 0;
        for (; i + sizeof(ulong) <= length; i += sizeof(ulong))
        {
            if (BitConverter.ToUInt64(kept, i) != BitConverter.ToUInt64(bytes, start + i))
            {
                return false;
            }
        }

        for (; i < length; i++)
        {
            if (kept[i] != bytes[start + i])
            {
                return false;
            }
        }

        return true;
#endif
    }

    private static ulong Mix(ulong value)
    {
        value *= Prime;
        return value ^ (value >> 32);
    }

    private struct Entry
    {
        public uint Hash;
        public byte[]? Bytes;
        public string Text;
    }
}
