using System;
using System.Security;
using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Client;

/// <summary>Signs a request as the service's PHP sample does: base64 of the HMAC-SHA256 of the JSON, keyed with the
/// API secret's ASCII bytes, appended as the field <c>signature</c>.</summary>
internal static class RequestSigner
{
    private const int HashLength = 32;

    /// <param name="request">What is asked.</param>
    /// <param name="connection">The account that asks.</param>
    /// <param name="timestamp">Unix seconds, UTC. The service accepts each only for a short time and once.</param>
    /// <param name="signature">What it is signed with.</param>
    /// <returns>The signed request as JSON text.</returns>
    /// <exception cref="SevuInputException">The request holds what PHP cannot encode.</exception>
    public static PinnedBuffer Sign(SevuRequest request, SevuConnection connection, long timestamp, out string signature)
    {
        PinnedBuffer json = new(512);
        try
        {
            request.WriteOpen(new PhpJsonWriter(json), connection, timestamp);
            int openLength = json.Length;
            json.Append((byte)'}');
            signature = Convert.ToBase64String(Hmac(connection.Credential.Secret, json));
            json.Truncate(openLength);
            json.Append(",\"signature\":\"");
            json.Append(signature.Replace("/", "\\/"));
            json.Append("\"}");
            return json;
        }
        catch
        {
            json.Dispose();
            throw;
        }
    }

    private static unsafe byte[] Hmac(SecureString secret, PinnedBuffer message)
    {
        using PinnedBuffer key = new(secret.Length);
        SecureText.Read(secret, (characters, length) =>
        {
            for (int i = 0; i < length; i++)
            {
                key.Append((byte)characters[i]);
            }
        });
#if NET
        return HMACSHA256.HashData(key.Bytes.AsSpan(0, key.Length), message.Bytes.AsSpan(0, message.Length));
#else
        return Hmac(key, message);
#endif
    }

#if !NET
    // RFC 2104. HMACSHA256 copies its key into arrays that the garbage collector may move; this reads our pinned one.
    private static byte[] Hmac(PinnedBuffer key, PinnedBuffer message)
    {
        const int blockLength = 64;
        // On .NET Framework this hashes in native memory, also where Windows demands FIPS.
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
#endif
}
