using System.Security;
using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Client;

/// <summary>Makes up passwords for tickets.</summary>
internal static class TicketPassword
{
    /// <summary>Letters and digits alone: a password travels in players' URLs and page scripts.</summary>
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>143 bits.</summary>
    private const int Length = 24;

    /// <summary>Bytes from here on would make the first characters of the alphabet likelier than the others.</summary>
    private const int FirstUnfairByte = 256 / 62 * 62;

    public static SecureString Create()
    {
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        byte[] drawn = new byte[1];
        SecureString password = new();
        while (password.Length < Length)
        {
            random.GetBytes(drawn);
            if (drawn[0] < FirstUnfairByte)
            {
                password.AppendChar(Alphabet[drawn[0] % Alphabet.Length]);
            }
        }

        password.MakeReadOnly();
        return password;
    }
}
