using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>The proxy of the system's settings, which is the same for the whole process.</summary>
[Collection(nameof(WholeProcess))]
public sealed class SystemProxyTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly IWebProxy _before = HttpClient.DefaultProxy;
    private readonly IWebProxy? _beforeForNetStandard = WebRequest.DefaultWebProxy;

    public void Dispose()
    {
        _engine.Dispose();
        HttpClient.DefaultProxy = _before;
        WebRequest.DefaultWebProxy = _beforeForNetStandard;
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/stable/")]
    [InlineData("http://localhost:{0}/stable/")]
    public async Task Never_sees_a_request_to_this_machine(string endpoint)
    {
        await using RawServer proxy = new(_ => "HTTP/1.1 500 Proxy\r\nContent-Length: 0\r\n\r\n");
        SetProxy(proxy.Endpoint);

        RunResult result = Run(string.Format(CultureInfo.InvariantCulture, endpoint, Loopback.UnusedEndpoint().Port), "Get-SevuTicketAttempt some.key");

        result.AssertError("Sevu.ConnectionRefused");
        Assert.Equal(0, proxy.Requests);
    }

    [Fact]
    public async Task Gets_the_other_requests()
    {
        await using RawServer proxy = new(_ => "HTTP/1.1 502 No Tunnel\r\nContent-Length: 0\r\n\r\n");
        SetProxy(proxy.Endpoint);

        Run("https://sevu.example.invalid/", "Get-SevuTicketAttempt some.key").AssertError("Sevu.Network");

        Assert.Equal(1, proxy.Requests);
    }

    [Fact]
    public void Is_shown_without_the_password_in_its_URL()
    {
        Uri listening = Loopback.UnusedEndpoint();
        SetProxy(new Uri($"http://user:hidden-word@{listening.Authority}/"));

        RunResult result = Run("https://sevu.example.invalid/", "Get-SevuTicketAttempt some.key; (Test-SevuConnection | Format-List | Out-String)");

        Assert.Contains(listening.Authority, string.Join("", result.Output));
        Assert.DoesNotContain("hidden-word", result.AllText() + string.Join("", result.Output));
    }

    private static void SetProxy(Uri proxy)
    {
        HttpClient.DefaultProxy = new FixedProxy(proxy);
        WebRequest.DefaultWebProxy = new FixedProxy(proxy);
    }

    private RunResult Run(string endpoint, string command)
    {
        _engine.Run(
            "Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] -MaximumRetryCount 0 -Endpoint " + endpoint,
            Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret)).AssertNoErrors();
        return _engine.Run(command);
    }

    private sealed class FixedProxy(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => address;

        public bool IsBypassed(Uri host) => false;
    }
}
