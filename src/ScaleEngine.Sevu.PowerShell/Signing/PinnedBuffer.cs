using System.Runtime.InteropServices;
using System.Text;

namespace ScaleEngine.Sevu.Signing;

/// <summary>A growing byte buffer for text that holds a credential: the garbage collector never moves it, so it leaves
/// no copies behind, and every array it used is zeroed.</summary>
internal sealed class PinnedBuffer : IDisposable
{
    private GCHandle _handle;

    public PinnedBuffer(int capacity)
    {
        Bytes = new byte[capacity];
        _handle = GCHandle.Alloc(Bytes, GCHandleType.Pinned);
    }

    /// <summary>The array in use; only the first <see cref="Length"/> bytes are content. Growing replaces it.</summary>
    public byte[] Bytes { get; private set; }

    public int Length { get; private set; }

    public void Append(byte value)
    {
        Reserve(1);
        Bytes[Length++] = value;
    }

    /// <summary>Appends text that is known to be ASCII.</summary>
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

    /// <summary>Zeroes and drops what follows the first <paramref name="length"/> bytes.</summary>
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
