using System.Net;
using System.Security;
using System.Text;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Sending;

/// <summary>What .NET sends to a proxy that asks for a password, and what an error about the proxy's response may therefore
/// repeat.</summary>
internal static class ProxySecrets
{
    /// <returns>The password, and the header of Basic authentication with user and password; empty without a password.</returns>
    public static SecureString[] Of(IWebProxy? proxy)
    {
        if (proxy?.Credentials is not NetworkCredential { SecurePassword.Length: > 0 } user)
        {
            return [];
        }

        string name = user.Domain.Length == 0 ? user.UserName : user.Domain + "\\" + user.UserName;
        // .NET's HTTP makes the same text of it.
        return [user.SecurePassword, SecureText.From(Convert.ToBase64String(Encoding.UTF8.GetBytes(name + ":" + user.Password)))];
    }
}
