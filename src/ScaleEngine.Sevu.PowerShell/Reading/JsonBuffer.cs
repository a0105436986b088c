using System.Text;

namespace ScaleEngine.Sevu.Reading;

/// <summary>The part of a JSON text that is being read: what <see cref="JsonPullReader"/> still needs of it, and the bytes that
/// follow.</summary>
/// <param name="stream">JSON in UTF-8.</param>
internal abstract class JsonBuffer(Stream stream)
{
    private protected const int Nothing = int.MaxValue;

    private const int MaxKeptLength = 16 * 1024 * 1024;
    private const int MaxLeadingText = 4096;
    private const int MaxTrailingText = 200;

    // Fields, not properties: every byte of a response passes here.
    private protected byte[] Bytes = new byte[32 * 1024];
    private protected int Position;
    private protected int End;

    /// <summary>Where the bytes begin that are kept although the position has passed them; or <see cref="Nothing"/>.</summary>
    private protected int KeptStart = Nothing;

    /// <summary>Before the first token: skips white space and a byte order mark.</summary>
    /// <returns>The first byte of the content, which is not consumed; -1 if there is none.</returns>
    public int PeekContent()
    {
        SkipWhiteSpace();
        while (Position < End && Bytes[Position] is (0xef or 0xbb or 0xbf))
        {
            Position++;
            SkipWhiteSpace();
        }

        return Position < End ? Bytes[Position] : -1;
    }

    /// <summary>Before the first token: skips text in front of an object.</summary>
    /// <returns>The text; null if no object begins in the first few kilobytes.</returns>
    public string? SkipToObject()
    {
        for (int length = 0; length < MaxLeadingText && (Position + length + 1 < End || Fill()); length++)
        {
            if (Bytes[Position + length] == '{' && Bytes[Position + length + 1] == '"')
            {
                string text = Encoding.UTF8.GetString(Bytes, Position, length);
                Position += length;
                return text;
            }
        }

        return null;
    }

    /// <summary>After the end of the document: the beginning of the text that follows; null if there is none.</summary>
    public string? PeekTrailingText()
    {
        KeptStart = Nothing;
        SkipWhiteSpace();
        return Position < End ? Encoding.UTF8.GetString(Bytes, Position, Math.Min(End - Position, MaxTrailingText)) : null;
    }

    private protected void SkipWhiteSpace()
    {
        while (Position < End || Fill())
        {
            if (!IsWhiteSpace(Bytes[Position]))
            {
                return;
            }

            Position++;
        }
    }

    private static bool IsWhiteSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private protected void Expect(byte expected)
    {
        if (PeekAt(0) != expected)
        {
            throw new FormatException();
        }

        Position++;
    }

    /// <summary>The byte at an offset from the position, which does not move.</summary>
    private protected byte PeekAt(int offset) => Position + offset < End ? Bytes[Position + offset] : FillTo(offset);

    private byte FillTo(int offset)
    {
        while (Position + offset >= End)
        {
            if (!Fill())
            {
                throw new EndOfStreamException(Messages.EndsInside);
            }
        }

        return Bytes[Position + offset];
    }

    /// <summary>Appends the next bytes of the stream, and drops those before the position that are not kept.</summary>
    private bool Fill()
    {
        int start = Math.Min(KeptStart, Position);
        int kept = End - start;
        if (kept == Bytes.Length)
        {
            if (kept >= MaxKeptLength)
            {
                throw SevuResponseException.TooLarge(MaxKeptLength);
            }

            Array.Resize(ref Bytes, kept * 2);
        }

        Buffer.BlockCopy(Bytes, start, Bytes, 0, kept);
        Position -= start;
        KeptStart = KeptStart == Nothing ? Nothing : 0;
        int received = stream.Read(Bytes, kept, Bytes.Length - kept);
        End = kept + received;
        return received > 0;
    }
}
