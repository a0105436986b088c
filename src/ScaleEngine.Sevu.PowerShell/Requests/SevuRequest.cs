using System.Collections;
using System.Security;
using System.Text;

namespace ScaleEngine.Sevu.Client;

/// <summary>A command of the service and its own fields, in the order they are sent.</summary>
internal sealed record SevuRequest(string Command, IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    private const int LongestDisplay = 1000;

    /// <summary>The JSON as it is signed, without the closing brace; see <see cref="PhpJsonWriter"/>.</summary>
    public void WriteOpen(PhpJsonWriter writer, SevuConnection connection, long timestamp)
    {
        List<KeyValuePair<string, object?>> all =
        [
            new("command", Command),
            new("api_key", connection.Credential.Key),
            new("timestamp", timestamp),
            new("cdn", connection.CdnId),
            .. Fields,
        ];
        writer.WriteOpenObject(all);
    }

    /// <summary>The JSON with every secret masked, for <c>-Debug</c>.</summary>
    public string Describe(SevuConnection connection, long timestamp)
    {
        using PinnedBuffer json = new(256);
        WriteOpen(new PhpJsonWriter(json, maskSecrets: true), connection, timestamp);
        return Encoding.ASCII.GetString(json.Bytes, 0, json.Length) + ",\"signature\":\"***\"}";
    }

    /// <summary>Text that came in answer to this request as it may be shown: no secret of it, nothing that harms a
    /// screen, not endless.</summary>
    /// <exception cref="SevuConnectionException">The connection was ended meanwhile.</exception>
    public string? ForDisplay(string? text, SevuConnection connection)
    {
        if (text is null)
        {
            return null;
        }

        SecureString[] secrets = [connection.Credential.Key, .. Secrets(Fields.Select(field => field.Value))];
        try
        {
            // Cut first, since masking takes time. The cut may go through a secret, so what could be its beginning is dropped.
            int longestSecret = SecretMask.LongestForm(secrets);
            bool isCut = text.Length > LongestDisplay + longestSecret;
            string masked = SecretMask.Apply(isCut ? text.Substring(0, LongestDisplay + longestSecret) : text, secrets);
            int length = Math.Min(LongestDisplay, isCut ? Math.Max(0, masked.Length - longestSecret) : masked.Length);
            return DisplayText.Harmless(masked.Substring(0, length)) + (isCut || length < masked.Length ? "…" : "");
        }
        catch (ObjectDisposedException)
        {
            throw SevuConnectionException.Disconnected(requestSent: true);
        }
    }

    private static IEnumerable<SecureString> Secrets(IEnumerable values) => values.Cast<object?>().SelectMany(value => value switch
    {
        SecureString secret => [secret],
        string => [],
        IDictionary map => Secrets(map.Values),
        IEnumerable list => Secrets(list),
        _ => [],
    });
}
