using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ScaleEngine.Sevu;

/// <summary>The service could not be reached, or the connection failed before the response.</summary>
public sealed class SevuNetworkException : SevuException
{
    internal const string TlsId = "Sevu.Tls";

    private SevuNetworkException(string errorId, string message, Exception cause)
        : base(errorId, message, cause)
    {
    }

    // An invalid certificate does not become valid by a retry.
    internal override bool IsTransient => ErrorId != TlsId;

    internal static SevuNetworkException From(Exception failure, Uri endpoint, bool requestSent)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                case WebException { Status: WebExceptionStatus.NameResolutionFailure }:
                    string unresolved = DisplayText.Format(Messages.NameResolution, endpoint.Host);
                    return new("Sevu.NameResolution", unresolved, failure) { RequestSent = requestSent };
                case AuthenticationException:
                case WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    string insecure = DisplayText.Format(Messages.Tls, endpoint.Authority, cause.Message);
                    return new(TlsId, insecure, failure) { RequestSent = requestSent };
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    string refused = DisplayText.Format(Messages.ConnectionRefused, endpoint.Authority);
                    return new("Sevu.ConnectionRefused", refused, failure) { RequestSent = requestSent };
            }
        }

        string reason = failure.GetBaseException().Message;
        string failed = DisplayText.Format(Messages.Network, endpoint.Authority, reason);
        return new("Sevu.Network", failed, failure) { RequestSent = requestSent };
    }
}
