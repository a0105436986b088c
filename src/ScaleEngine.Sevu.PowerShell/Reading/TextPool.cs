using System.Text;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Shares the texts that repeat, as most of a log's do: one string for all attempts on the same video.</summary>
/// <remarks>A table with room for the last few repeated texts of each bucket: with room for one, two that come often and
/// share a bucket would displace each other for ever. What comes once, as many addresses do, is not kept: it would
/// outlive the objects that it belongs to, and cost the garbage collector more than it saves.</remarks>
internal sealed class TextPool
{
    /// <summary>Longer texts hardly repeat.</summary>
    private const int MaxTextLength = 256;

    private const int BucketCount = 1024;
    private const int EntriesPerBucket = 4;
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private readonly uint[] _lastHashes = new uint[BucketCount];

    // Many answers are too short for anything to repeat.
    private Entry[]? _entries;

    /// <param name="utf8">Where the text is, as JSON has it.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="escaped">Whether there are escapes in it.</param>
    /// <exception cref="FormatException">An escape is none of JSON.</exception>
    public string Get(byte[] utf8, int start, int length, bool escaped)
    {
        bool mayRepeat = length <= MaxTextLength;
        uint hash = mayRepeat ? Hash(utf8, start, length) : 0;
        if (mayRepeat && Find(hash, utf8, start, length) is string known)
        {
            return known;
        }

        string text = escaped ? JsonEscapes.Decode(utf8, start, length) : Encoding.UTF8.GetString(utf8, start, length);
        if (mayRepeat)
        {
            Add(hash, utf8, start, length, text);
        }

        return text;
    }

    /// <summary>A hash of the bytes, for the other methods.</summary>
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

    /// <param name="hash">Of the bytes.</param>
    /// <param name="bytes">Where they are.</param>
    /// <param name="start">The first.</param>
    /// <param name="length">How many; no more than <see cref="MaxTextLength"/>.</param>
    /// <returns>The text that these bytes were before; null where it is not known.</returns>
    public string? Find(uint hash, byte[] bytes, int start, int length)
    {
        if (_entries is null)
        {
            return null;
        }

        int first = (int)(hash % BucketCount) * EntriesPerBucket;
        for (int i = first; i < first + EntriesPerBucket; i++)
        {
            ref Entry entry = ref _entries[i];
            if (entry.Hash == hash && entry.Bytes is not null && Equal(entry.Bytes, bytes, start, length))
            {
                return entry.Text;
            }
        }

        return null;
    }

    /// <summary>Keeps a text that comes for the second time.</summary>
    public void Add(uint hash, byte[] bytes, int start, int length, string text)
    {
        uint bucket = hash % BucketCount;
        ref uint lastHash = ref _lastHashes[bucket];
        if (lastHash == hash)
        {
            byte[] kept = new byte[length];
            Buffer.BlockCopy(bytes, start, kept, 0, length);
            _entries ??= new Entry[BucketCount * EntriesPerBucket];
            int first = (int)bucket * EntriesPerBucket;
            Array.Copy(_entries, first, _entries, first + 1, EntriesPerBucket - 1);
            _entries[first] = new Entry { Hash = hash, Bytes = kept, Text = text };
        }

        lastHash = hash;
    }

    private static ulong Mix(ulong value)
    {
        value *= Prime;
        return value ^ (value >> 32);
    }

    private static bool Equal(byte[] kept, byte[] bytes, int start, int length)
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

    private struct Entry
    {
        public uint Hash;
        public byte[]? Bytes;
        public string Text;
    }
}
