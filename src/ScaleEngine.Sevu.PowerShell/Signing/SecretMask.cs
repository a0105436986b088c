using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Masks secrets in text that is to be shown: a service that reports an error may repeat what it was sent.</summary>
internal static class SecretMask
{
    private const int MaxDisplayLength = 1000;

    private static readonly byte[] Mask = [(byte)'*', (byte)'*', (byte)'*'];

    // Base64 of 32 bytes; "/" and "+" also as PHP's JSON and a URL write them.
    private static readonly Regex SignatureShape = new(
        @"(?:[a-z0-9+]|(?:\\|%5C)?(?:/|%2F)|%2B){43}(?:=|%3D)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A stranger's text as it may be shown: not endless, no secret in it, nothing that harms a screen.</summary>
    /// <inheritdoc cref="Apply"/>
    public static string ForDisplay(string text, SecureString[] secrets)
    {
        // Cut first, since masking takes time. The cut may go through a secret, so what could be its beginning is dropped.
        int longestSecret = MaxMaskedLength(secrets);
        bool isCut = text.Length > MaxDisplayLength + longestSecret;
        string masked = Apply(isCut ? text.Substring(0, MaxDisplayLength + longestSecret) : text, secrets);
        int length = Math.Min(MaxDisplayLength, isCut ? Math.Max(0, masked.Length - longestSecret) : masked.Length);
        return DisplayText.ReplaceControlCharacters(masked.Substring(0, length)) + (isCut || length < masked.Length ? "…" : "");
    }

    /// <summary>The most characters that a signature or one of the secrets takes in any form that <see cref="Apply"/> masks: in a
    /// URL three for each of up to three bytes in UTF-8, and <c>%5C%2F</c> for a slash of a signature.</summary>
    public static int MaxMaskedLength(IEnumerable<SecureString> secrets) => Math.Max((43 * 6) + 3, secrets.Max(secret => secret.Length) * 9);

    /// <param name="text">Text of the service or about a request.</param>
    /// <param name="secrets">What must not show, in whatever case: as it is, and as PHP's JSON, a URL and both write it.
    /// Anything that could be a signature goes too.</param>
    /// <exception cref="ObjectDisposedException">A secret was disposed of, and nothing can be masked.</exception>
    public static string Apply(string text, IEnumerable<SecureString> secrets)
    {
        byte[] masked = Encoding.UTF8.GetBytes(SignatureShape.Replace(text, "***"));
        // The longest first: one may be a part of another.
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
