using System.Security;

namespace ScaleEngine.Sevu.Signing;

/// <summary>The account that signs requests: CDN id, API key and API secret. Key and secret are copies, so that disposing of
/// the originals does not affect them.</summary>
internal sealed class ApiCredential : IDisposable
{
    private const int VisibleCharacters = 4;
    private const int MinKeyLengthWithVisibleCharacters = 12;

    private ApiCredential(int cdnId, SecureString key, SecureString secret)
    {
        CdnId = cdnId;
        Key = Copy(key);
        Secret = Copy(secret);
    }

    public int CdnId { get; }

    public SecureString Key { get; }

    public SecureString Secret { get; }

    /// <exception cref="SevuInputException">The key or the secret is missing, empty, or contains characters that the service
    /// does not issue.</exception>
    public static ApiCredential Create(int cdnId, SecureString? key, SecureString? secret)
        => new(cdnId, Validate(key, Messages.ApiKeyName), Validate(secret, Messages.ApiSecretName));

    /// <summary>The last characters of the key behind asterisks; for a short key, only asterisks.</summary>
    public unsafe string MaskedKey()
    {
        string shown = "";
        if (Key.Length >= MinKeyLengthWithVisibleCharacters)
        {
            SecureText.Read(Key, (characters, length) =>
                shown = new string(characters, length - VisibleCharacters, VisibleCharacters));
        }

        return "********" + shown;
    }

    public void Dispose()
    {
        Key.Dispose();
        Secret.Dispose();
    }

    private static SecureString Copy(SecureString text)
    {
        SecureString copy = text.Copy();
        copy.MakeReadOnly();
        return copy;
    }

    // The service issues both in ASCII. A pasted line break or space would otherwise first show in a request, as a wrong
    // secret.
    private static unsafe SecureString Validate(SecureString? text, string name)
    {
        if (text is null || text.Length == 0)
        {
            throw SevuInputException.EmptyCredential(name);
        }

        bool printable = true;
        SecureText.Read(text, (characters, length) =>
        {
            for (int i = 0; i < length; i++)
            {
                printable &= characters[i] is > ' ' and <= '~';
            }
        });

        return printable ? text : throw SevuInputException.UnprintableCredential(name);
    }
}
