using System.Security;
#if NET
using System.Security.Cryptography;
#endif
using System.Text;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Signs a request as the service's PHP sample does: base64 of the HMAC-SHA256 of the JSON, keyed with the
/// API secret's ASCII bytes, appended as the field <c>signature</c>.</summary>
internal static class RequestSigner
{
    /// <param name="request">What is asked.</param>
    /// <param name="credential">The account that asks.</param>
    /// <param name="timestamp">Unix seconds, UTC. The service accepts each only for a short time and once.</param>
    /// <param name="signature">What it is signed with.</param>
    /// <returns>The signed request as JSON text.</returns>
    /// <exception cref="SevuInputException">The request holds what PHP cannot encode.</exception>
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

    /// <summary>The request's JSON with every secret masked, for <c>-Debug</c>.</summary>
    /// <inheritdoc cref="Sign"/>
    public static string Describe(SevuRequest request, ApiCredential credential, long timestamp)
    {
        using PinnedBuffer json = new(256);
        WriteUnclosedObject(new PhpJsonWriter(json, maskSecrets: true), request, credential, timestamp);
        return Encoding.ASCII.GetString(json.Bytes, 0, json.Length) + ",\"signature\":\"***\"}";
    }

    /// <summary>The JSON as it is signed, without the closing brace.</summary>
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
