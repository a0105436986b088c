using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>Certificates of servers, each with one thing wrong besides that nobody trusts it.</summary>
internal static class Certificates
{
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public static X509Certificate2 SelfSigned { get; } = Create(Now.AddDays(-1), Now.AddDays(1));

    public static X509Certificate2 WrongName { get; } = Create(Now.AddDays(-1), Now.AddDays(1), isForLoopback: false);

    public static X509Certificate2 Expired { get; } = Create(Now.AddDays(-9), Now.AddDays(-8));

    public static X509Certificate2 NotYetValid { get; } = Create(Now.AddDays(8), Now.AddDays(9));

    public static X509Certificate2 OfUnknownAuthority { get; } = CreateIssued();

    private static X509Certificate2 Create(DateTimeOffset from, DateTimeOffset to, bool isForLoopback = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Request(key, isForLoopback).CreateSelfSigned(from, to);
        return InKeyStore(certificate);
    }

    private static X509Certificate2 CreateIssued()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest rootRequest = new("CN=An authority that nobody knows", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using X509Certificate2 root = rootRequest.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 issued = Request(key, isForLoopback: true).Create(root, Now.AddDays(-1), Now.AddDays(1), [1]);
        using X509Certificate2 certificate = issued.CopyWithPrivateKey(key);
        return InKeyStore(certificate);
    }

    private static CertificateRequest Request(ECDsa key, bool isForLoopback)
    {
        CertificateRequest request = new("CN=A server", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        if (isForLoopback)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        names.AddDnsName("other.example");
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // TLS on Windows needs a key from a key store. Loading PKCS #12 puts it there.
    private static X509Certificate2 InKeyStore(X509Certificate2 certificate)
        => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
}
