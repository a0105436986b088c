using System;
using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The sample account of the service's documentation, and connections with it.</summary>
internal static class Samples
{
    public const int CdnId = 158;

    public static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    public const string ApiKey = "APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE";
    public const string ApiSecret = "8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f";

    /// <summary>A connection with a very short retry interval.</summary>
    public static SevuConnection Connection(
        string apiSecret = ApiSecret, Uri? endpoint = null, TimeSpan? timeout = null, int maximumRetryCount = 0, IWebProxy? proxy = null)
        => SevuConnection.Create(
            ApiCredential.Create(CdnId, Secure(ApiKey), Secure(apiSecret)), endpoint ?? SevuConnection.DefaultEndpoint,
            timeout ?? TimeSpan.FromSeconds(30), new RetrySettings(maximumRetryCount, RetryInterval), proxy);

    public static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;

    /// <summary>All of a text. <see cref="NetworkCredential"/> cuts it at the first NUL.</summary>
    public static string Plain(SecureString? text)
    {
        IntPtr plain = Marshal.SecureStringToBSTR(text ?? new SecureString());
        try
        {
            return Marshal.PtrToStringBSTR(plain);
        }
        finally
        {
            Marshal.ZeroFreeBSTR(plain);
        }
    }
}
