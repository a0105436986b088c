using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Errors;

public class SevuNetworkExceptionTests
{
    private static readonly Uri Endpoint = new("https://api.example/stable/");

    // With a server that offers TLS 1.0 only, .NET says "see inner exception", and OpenSSL says why two exceptions further in.
    [Fact]
    public void A_TLS_failure_says_what_the_innermost_exception_says()
    {
        SevuNetworkException failure = From(new HttpRequestException("no", new AuthenticationException(
            "Authentication failed, see inner exception.", new IOException("SSL Handshake failed", new InvalidOperationException("unsupported protocol")))));

        Assert.Equal("Sevu.Tls", failure.ErrorId);
        Assert.Contains("<unsupported protocol>", failure.Message);
    }

    [Fact]
    public void Only_the_text_that_is_safe_to_display_gets_out()
    {
        SevuNetworkException failure = From(new HttpRequestException("outer", new IOException("from the peer")));

        Assert.Equal("Sevu.Network", failure.ErrorId);
        Assert.Contains("<from the peer>", failure.Message);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public void A_socket_error_stays_as_the_inner_exception()
        => Assert.IsType<SocketException>(From(new HttpRequestException("outer", new SocketException((int)SocketError.NetworkUnreachable))).InnerException);

    [Fact]
    public void Whatever_fails_names_the_proxy_that_is_in_the_way()
    {
        Uri proxy = new("http://proxy.example:3128");
        Exception[] failures =
        [
            new SocketException((int)SocketError.ConnectionRefused), new SocketException((int)SocketError.HostNotFound),
            new SocketException((int)SocketError.NetworkUnreachable), new AuthenticationException("no"), new IOException("no"),
        ];

        Assert.All(failures, failure => Assert.Contains("proxy.example", From(new HttpRequestException("outer", failure), proxy).Message));
        Assert.Contains("proxy.example", new SevuTimeoutException(TimeSpan.FromSeconds(2), proxy).Message);
    }

    private static SevuNetworkException From(Exception failure, Uri? proxy = null)
        => SevuNetworkException.From(failure, Endpoint, proxy, requestSent: true, text => $"<{text}>");
}
