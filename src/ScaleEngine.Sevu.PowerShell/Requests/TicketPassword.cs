using System.Security;
using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Requests;

/// <summary>Generates random passwords for tickets.</summary>
internal static class TicketPassword
{
    /// <summary>Only letters and digits, since players send the password in URLs and page scripts, and none that look alike.
    /// With 32 characters, each is equally probable for a random byte.</summary>
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>120 bits of randomness.</summary>
    private const int Length = 24;

    public static SecureString Create()
    {
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        byte[] drawn = new byte[1];
        SecureString password = new();
        while (password.Length < Length)
        {
            random.GetBytes(drawn);
            password.AppendChar(Alphabet[drawn[0] % Alphabet.Length]);
        }

        password.MakeReadOnly();
        return password;
    }
}
