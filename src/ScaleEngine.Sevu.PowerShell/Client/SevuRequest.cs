using System.Collections.Generic;
using System.Text;

namespace ScaleEngine.Sevu.Client;

/// <summary>A command of the service and its own fields, in the order they are sent.</summary>
internal sealed record SevuRequest(string Command, IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
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

    /// <summary>The JSON with every credential masked, for <c>-Debug</c>.</summary>
    public string Describe(SevuConnection connection, long timestamp)
    {
        using PinnedBuffer json = new(256);
        WriteOpen(new PhpJsonWriter(json, maskSecrets: true), connection, timestamp);
        return Encoding.ASCII.GetString(json.Bytes, 0, json.Length) + ",\"signature\":\"***\"}";
    }
}
