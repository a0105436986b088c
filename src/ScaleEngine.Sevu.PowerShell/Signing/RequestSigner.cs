using System.Security;
#if NET
using System.Security.Cryptography;
#endif
using System.Text;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Signs a request as the service's PHP sample does: the field <c>signature</c> is the base64 of the HMAC-SHA256 of
/// the JSON, with the API secret's ASCII bytes as the key.</summary>
internal static class RequestSigner
{
    /// <param name="request">The request.</param>
    /// <param name="credential">The account.</param>
    /// <param name="timestamp">Unix seconds, UTC. The service accepts a timestamp only for a short time.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>The signed request as JSON text.</returns>
    /// <exception cref="SevuInputException">PHP cannot encode a value of the request.</exception>
    public static PinnedBuffer Sign(SevuRequest request, ApiCredential credential, long timestamp, out string signature)
    {
        PinnedBuffer json = new(512);
        try
        {
            WriteUnclosedObject(new PhpJsonWriter(json), request, credential, timestamp);
            int openLength = json.Length;
            json.Append((byte)'}');
            signature = Convert.ToBase64String(Hmac(credential.Secret, json));
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

    /// <summary>The JSON of a request with every secret masked, for debug messages.</summary>
    /// <inheritdoc cref="Sign"/>
    public static string Describe(SevuRequest request, ApiCredential credential, long timestamp)
    {
        using PinnedBuffer json = new(256);
        WriteUnclosedObject(new PhpJsonWriter(json, maskSecrets: true), request, credential, timestamp);
        return Encoding.ASCII.GetString(json.Bytes, 0, json.Length) + ",\"signature\":\"***\"}";
    }

    /// <summary>Writes the JSON that is signed, without the closing brace.</summary>
    internal static void WriteUnclosedObject(PhpJsonWriter writer, SevuRequest request, ApiCredential credential, long timestamp)
    {
        List<KeyValuePair<string, object?>> all =
        [
            new("command", request.Command),
            new("api_key", credential.Key),
            new("timestamp", timestamp),
            new("cdn", credential.CdnId),
            .. request.Fields,
        ];
        writer.WriteUnclosedObject(all);
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
        return PinnedHmac.Sha256(key, message);
#endif
    }
}
