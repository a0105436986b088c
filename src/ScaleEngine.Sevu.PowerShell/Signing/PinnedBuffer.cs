using System.Runtime.InteropServices;
using System.Text;

namespace ScaleEngine.Sevu.Signing;

/// <summary>A growing byte buffer for text that contains a credential. It is pinned, so that the garbage collector leaves no
/// copies, and every array it used is zeroed.</summary>
internal sealed class PinnedBuffer : IDisposable
{
    private GCHandle _handle;

    public PinnedBuffer(int capacity)
    {
        Bytes = new byte[capacity];
        _handle = GCHandle.Alloc(Bytes, GCHandleType.Pinned);
    }

    /// <summary>The current array. Only the first <see cref="Length"/> bytes are used; growing replaces the array.</summary>
    public byte[] Bytes { get; private set; }

    public int Length { get; private set; }

    public void Append(byte value)
    {
        Reserve(1);
        Bytes[Length++] = value;
    }

    /// <summary>Appends text that contains only ASCII characters.</summary>
    public void Append(string ascii)
    {
        Reserve(ascii.Length);
        foreach (char character in ascii)
        {
            Bytes[Length++] = (byte)character;
        }
    }

    public unsafe void AppendUtf8(char* characters, int length)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(length));
        fixed (byte* end = &Bytes[Length])
        {
            Length += Encoding.UTF8.GetBytes(characters, length, end, Bytes.Length - Length);
        }
    }

    /// <summary>Zeroes and removes everything after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        Array.Clear(Bytes, length, Length - length);
        Length = length;
    }

    public void Dispose()
    {
        Array.Clear(Bytes, 0, Bytes.Length);
        Length = 0;
        if (_handle.IsAllocated)
        {
            _handle.Free();
        }
    }

    private void Reserve(int count)
    {
        if (Length + count <= Bytes.Length)
        {
            return;
        }

        byte[] larger = new byte[Math.Max(Bytes.Length * 2, Length + count)];
        GCHandle largerHandle = GCHandle.Alloc(larger, GCHandleType.Pinned);
        Buffer.BlockCopy(Bytes, 0, larger, 0, Length);
        Array.Clear(Bytes, 0, Bytes.Length);
        _handle.Free();
        Bytes = larger;
        _handle = largerHandle;
    }
}
