using System.Security;
using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Requests;

/// <summary>Makes up passwords for tickets.</summary>
internal static class TicketPassword
{
    /// <summary>Letters and digits alone, since a password travels in players' URLs and page scripts; none that are mistaken for
    /// one another. There are 32, so that a random byte gives each of them alike.</summary>
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>120 bits.</summary>
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
