using System.Security;
using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Signing;

/// <summary>What a request is signed for and with: the account's CDN id, API key and API secret, the latter two in copies of our own that the caller's disposing does not reach.</summary>
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

    /// <exception cref="SevuInputException">One of them is missing, empty or cannot be what the service issued.</exception>
    public static ApiCredential Create(int cdnId, SecureString? key, SecureString? secret)
        => new(cdnId, Validate(key, Messages.ApiKeyName), Validate(secret, Messages.ApiSecretName));

    /// <summary>The key's last characters behind asterisks; of a short key, none.</summary>
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

    // The service issues both as plain ASCII. What is pasted with a line break or a blank would only fail at the
    // first request, and look like a wrong secret.
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
