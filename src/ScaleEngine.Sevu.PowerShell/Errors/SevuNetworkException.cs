using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ScaleEngine.Sevu;

/// <summary>The service could not be reached, or the connection failed before the response.</summary>
public sealed class SevuNetworkException : SevuException
{
    internal const string TlsId = "Sevu.Tls";

    private SevuNetworkException(string errorId, string message, Exception cause)
        : base(errorId, message, cause as SocketException)
    {
    }

    // An invalid certificate does not become valid by a retry.
    internal override bool IsTransient => ErrorId != TlsId;

    /// <param name="failure">What .NET threw. Its text may repeat what the peer sent, so only <paramref name="forDisplay"/> shows
    /// it, and it is no inner exception.</param>
    /// <param name="endpoint">The service.</param>
    /// <param name="proxy">The proxy in use; null for none.</param>
    /// <param name="requestSent">Whether sending had started.</param>
    /// <param name="forDisplay">Makes text safe to display.</param>
    internal static SevuNetworkException From(
        Exception failure, Uri endpoint, Uri? proxy, bool requestSent, Func<string, string?> forDisplay)
    {
        Exception root = failure.GetBaseException();
        (string id, string message) = Describe(failure, endpoint, proxy, forDisplay(root.Message));
        return new(id, message, root) { RequestSent = requestSent };
    }

    private static (string Id, string Message) Describe(Exception failure, Uri endpoint, Uri? proxy, string? reason)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                case WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure }:
                    return ("Sevu.NameResolution", proxy is null
                        ? DisplayText.Format(Messages.NameResolution, endpoint.Host)
                        : DisplayText.Format(Messages.ProxyNameResolution, proxy.Host));
                case AuthenticationException:
                case WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    return (TlsId, proxy is null
                        ? DisplayText.Format(Messages.Tls, endpoint.Authority, reason)
                        : DisplayText.Format(Messages.ProxyTls, endpoint.Authority, proxy.Authority, reason));
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return ("Sevu.ConnectionRefused", proxy is null
                        ? DisplayText.Format(Messages.ConnectionRefused, endpoint.Authority)
                        : DisplayText.Format(Messages.ProxyConnectionRefused, proxy.Authority));
            }
        }

        return ("Sevu.Network", proxy is null
            ? DisplayText.Format(Messages.Network, endpoint.Authority, reason)
            : DisplayText.Format(Messages.ProxyNetwork, endpoint.Authority, proxy.Authority, reason));
    }
}
