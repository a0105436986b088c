using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Masks secrets in text that is displayed. A server that reports an error may repeat the request.</summary>
internal static class SecretMask
{
    private const int MaxDisplayLength = 1000;

    private static readonly byte[] Mask = [(byte)'*', (byte)'*', (byte)'*'];

    // Base64 of 32 bytes, with "/", "+" and "=" also as in JSON, in JSON inside JSON, and in a URL.
    private static readonly Regex SignatureShape = new(
        @"(?:[a-z0-9+]|(?:\\|%5C){0,3}(?:/|%2F)|%2B|(?:\\|%5C){1,3}u002[BF]){43}(?:=|%3D|(?:\\|%5C){1,3}u003D)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // %5C%5C%5Cu002F
    private const int MaxSignatureCharacter = 14;

    // Bytes as .NET shows them in errors about a response.
    private static readonly Regex HexDump = new("[0-9a-f]{2}(?:-[0-9a-f]{2}){7,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // User name and password in a URL, such as a proxy's.
    private static readonly Regex UserInfo = new(@"(?<=://)[^/@\s]+(?=@)", RegexOptions.CultureInvariant);

    /// <summary>Makes untrusted text safe to display: truncates it, masks secrets and replaces control characters.</summary>
    /// <inheritdoc cref="Apply"/>
    public static string ForDisplay(string text, SecureString[] secrets)
    {
        // Truncated first, since masking is slow. That may cut a secret in two, so an end that could be part of one is dropped.
        int longestSecret = MaxMaskedLength(secrets);
        bool isCut = text.Length > MaxDisplayLength + longestSecret;
        string masked = Apply(isCut ? text.Substring(0, MaxDisplayLength + longestSecret) : text, secrets);
        int length = Math.Min(MaxDisplayLength, isCut ? Math.Max(0, masked.Length - longestSecret) : masked.Length);
        return DisplayText.ReplaceControlCharacters(masked.Substring(0, length)) + (isCut || length < masked.Length ? "…" : "");
    }

    /// <summary>The longest text that <see cref="Apply"/> masks as one secret or signature. URL-encoded,
    /// a character becomes up to 9 (3 UTF-8 bytes), and a slash in a signature 14 (<c>%5C%5C%5Cu002F</c>).</summary>
    public static int MaxMaskedLength(IEnumerable<SecureString> secrets) => Math.Max(44 * MaxSignatureCharacter, secrets.Max(secret => secret.Length) * 9);

    /// <param name="text">Text from the service or about a request.</param>
    /// <param name="secrets">Secrets to mask, in any letter case: plain, as in PHP's JSON, URL-encoded, and both. Anything that
    /// could be a signature is masked too.</param>
    /// <exception cref="ObjectDisposedException">A secret was disposed, so that it cannot be masked.</exception>
    public static string Apply(string text, IEnumerable<SecureString> secrets)
    {
        byte[] masked = Encoding.UTF8.GetBytes(UserInfo.Replace(SignatureShape.Replace(HexDump.Replace(text, "***"), "***"), "***"));
        // Longest first: one secret may contain another.
        foreach (SecureString secret in secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length))
        {
            using PinnedBuffer plain = Utf8(secret);
            using PinnedBuffer json = Json(secret);
            using PinnedBuffer plainInUrl = UrlEncoding.Encode(plain);
            using PinnedBuffer jsonInUrl = UrlEncoding.Encode(json);
            foreach (PinnedBuffer form in (PinnedBuffer[])[plain, json, plainInUrl, jsonInUrl])
            {
                masked = Replace(masked, form);
            }
        }

        return Encoding.UTF8.GetString(masked);
    }

    private static unsafe PinnedBuffer Utf8(SecureString secret)
    {
        PinnedBuffer utf8 = new(secret.Length * 3);
        SecureText.Read(secret, (characters, length) => utf8.AppendUtf8(characters, length));
        return utf8;
    }

    private static PinnedBuffer Json(SecureString secret)
    {
        PinnedBuffer json = new(secret.Length * 6);
        new PhpJsonWriter(json).WriteCharacters(secret);
        return json;
    }

    private static byte[] Replace(byte[] text, PinnedBuffer secret)
    {
        List<byte> replaced = [];
        int at = 0;
        while (at < text.Length)
        {
            if (Matches(text, at, secret))
            {
                replaced.AddRange(Mask);
                at += secret.Length;
            }
            else
            {
                replaced.Add(text[at]);
                at++;
            }
        }

        return [.. replaced];
    }

    private static bool Matches(byte[] text, int at, PinnedBuffer secret)
    {
        int matched = 0;
        while (matched < secret.Length && at + matched < text.Length && Lower(text[at + matched]) == Lower(secret.Bytes[matched]))
        {
            matched++;
        }

        return matched == secret.Length;
    }

    private static int Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? value + 32 : value;
}
