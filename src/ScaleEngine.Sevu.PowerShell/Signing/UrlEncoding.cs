namespace ScaleEngine.Sevu.Signing;

/// <summary>Percent-encodes (RFC 3986) buffers that may contain a credential.</summary>
internal static class UrlEncoding
{
    private const string HexDigits = "0123456789ABCDEF";

    public static PinnedBuffer Encode(PinnedBuffer text)
    {
        PinnedBuffer encoded = new(text.Length * 3);
        Append(encoded, text);
        return encoded;
    }

    public static void Append(PinnedBuffer target, PinnedBuffer text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            byte value = text.Bytes[i];
            if ((char)value is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~')
            {
                target.Append(value);
            }
            else
            {
                target.Append((byte)'%');
                target.Append((byte)HexDigits[value >> 4]);
                target.Append((byte)HexDigits[value & 0xf]);
            }
        }
    }
}
