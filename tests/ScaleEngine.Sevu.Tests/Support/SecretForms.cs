using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The forms in which a secret can appear in a text.</summary>
internal static class SecretForms
{
    /// <summary>The forms in which a request has it on its way: plain, in JSON, URL-encoded, and both.</summary>
    public static IReadOnlyList<string> InRequests(string secret)
    {
        string json = secret.Replace("/", "\\/", StringComparison.Ordinal);
        return [.. new[] { secret, json, Uri.EscapeDataString(secret), Uri.EscapeDataString(json) }.Distinct()];
    }

    /// <summary>Those forms, JSON with numbers for characters, and what is base64 of a text that contains the secret.</summary>
    public static IReadOnlyList<string> All(string secret)
        => [.. InRequests(secret).Append(JsonSerializer.Serialize(secret).Trim('"')).Concat(Base64(secret)).Distinct()];

    /// <summary>What does not depend on the bytes around it, for each place in a group of three.</summary>
    private static IEnumerable<string> Base64(string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        for (int before = 0; before < 3; before++)
        {
            int skipped = (3 - before) % 3;
            yield return Convert.ToBase64String(bytes, skipped, (bytes.Length - skipped) / 3 * 3);
        }
    }
}
