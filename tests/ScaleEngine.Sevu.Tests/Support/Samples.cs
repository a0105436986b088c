using System;
using System.Net;
using System.Security;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The account of the service's own documentation sample, and connections made with it.</summary>
internal static class Samples
{
    public const int CdnId = 158;
    public const string ApiKey = "APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE";
    public const string ApiSecret = "8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f";

    public static SevuConnection Connection(string apiSecret = ApiSecret, Uri? endpoint = null, int timeoutSec = 30, int maximumRetryCount = 0)
        => SevuConnection.Create(
            CdnId, ApiCredential.Create(Secure(ApiKey), Secure(apiSecret)), endpoint ?? SevuConnection.DefaultEndpoint, timeoutSec,
            new RetryPolicy(maximumRetryCount, IntervalSec: 1), proxy: null);

    public static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;

    public static string Plain(SecureString? text) => new NetworkCredential("", text).Password;
}
