#if !NET
using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Signing;

/// <summary>HMAC-SHA256 (RFC 2104) with a pinned key. .NET Framework's own implementation copies the key into arrays that the
/// garbage collector may move and that are not zeroed.</summary>
internal static class PinnedHmac
{
    private const int HashLength = 32;

    public static byte[] Sha256(PinnedBuffer key, PinnedBuffer message)
    {
        const int blockLength = 64;
        // Uses CryptoAPI, which hashes in native memory and is allowed where Windows enforces FIPS.
        using SHA256CryptoServiceProvider sha256 = new();
        using PinnedBuffer block = new(blockLength);
        if (key.Length > blockLength)
        {
            AppendHash(sha256, block, key);
        }
        else
        {
            for (int i = 0; i < key.Length; i++)
            {
                block.Append(key.Bytes[i]);
            }
        }

        while (block.Length < blockLength)
        {
            block.Append(0);
        }

        Xor(block, 0x36);
        using PinnedBuffer inner = new(HashLength);
        AppendHash(sha256, inner, block, message);
        Xor(block, 0x36 ^ 0x5c);
        using PinnedBuffer outer = new(HashLength);
        AppendHash(sha256, outer, block, inner);
        byte[] hash = new byte[HashLength];
        Buffer.BlockCopy(outer.Bytes, 0, hash, 0, HashLength);
        return hash;
    }

    private static void Xor(PinnedBuffer block, byte value)
    {
        for (int i = 0; i < block.Length; i++)
        {
            block.Bytes[i] ^= value;
        }
    }

    private static void AppendHash(SHA256CryptoServiceProvider sha256, PinnedBuffer target, params PinnedBuffer[] parts)
    {
        sha256.Initialize();
        foreach (PinnedBuffer part in parts)
        {
            sha256.TransformBlock(part.Bytes, 0, part.Length, null, 0);
        }

        sha256.TransformFinalBlock([], 0, 0);
        foreach (byte value in sha256.Hash)
        {
            target.Append(value);
        }
    }
}
#endif
