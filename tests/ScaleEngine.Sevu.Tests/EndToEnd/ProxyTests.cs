using System;
using System.Management.Automation;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class ProxyTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task A_request_asks_the_proxy_for_a_tunnel_and_shows_it_nothing()
    {
        string? seen = null;
        await using RawServer proxy = new(request =>
        {
            seen = request;
            return "HTTP/1.1 502 No Tunnel\r\nContent-Length: 0\r\n\r\n";
        });
        using Engine engine = Engine.ConnectedThrough(proxy.Endpoint);

        engine.Run("Get-SevuTicketAttempt some.key").AssertError("Sevu.Network");

        Assert.StartsWith("CONNECT sevu.example.invalid:443 ", seen);
        Assert.DoesNotContain("json", seen);
    }

    [Fact]
    public async Task The_test_names_the_proxy_and_tests_the_way_to_it()
    {
        await using RawServer proxy = new(_ => "HTTP/1.1 502 No Tunnel\r\nContent-Length: 0\r\n\r\n");
        using Engine engine = Engine.ConnectedThrough(proxy.Endpoint);

        ConnectionTest test = engine.Run("Test-SevuConnection").Single<ConnectionTest>();

        Assert.Equal((true, true, nameof(test.Answered)), (test.NameResolved, test.Connected, test.FailedStep));
        Assert.Equal(proxy.Endpoint.Authority, test.Proxy!.Authority);
    }

    [Theory]
    [InlineData("Get-SevuTicketAttempt some.key")]
    [InlineData("Revoke-SevuTicket some.key -Confirm:$false")]
    public void A_proxy_that_does_not_listen_is_named_not_the_service(string command)
    {
        Uri proxy = Loopback.UnusedEndpoint();
        using Engine engine = Engine.ConnectedThrough(proxy);

        ErrorRecord error = engine.Run(command).AssertError("Sevu.ConnectionRefused");

        Assert.Contains(proxy.Authority, error.ErrorDetails.Message);
        Assert.DoesNotContain("sevu.example.invalid", error.ErrorDetails.Message);
    }

    [Fact]
    public void A_proxy_whose_name_does_not_exist_is_named_not_the_service()
    {
        using Engine engine = Engine.ConnectedThrough(new Uri("http://proxy.example.invalid:3128/"));

        ErrorRecord error = engine.Run("Get-SevuTicketAttempt some.key").AssertError("Sevu.NameResolution");

        Assert.Contains("proxy.example.invalid", error.ErrorDetails.Message);
        Assert.DoesNotContain("sevu.example.invalid", error.ErrorDetails.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/stable/")]
    [InlineData("http://localhost:1/stable/")]
    [InlineData("https://[::1]:1/stable/")]
    public void No_proxy_for_an_endpoint_on_this_machine(string endpoint)
    {
        ErrorRecord error = Connect($"-Endpoint {endpoint} -Proxy http://proxy.example:3128").AssertError("Sevu.InvalidProxy");

        Assert.Contains("on this machine", error.ErrorDetails.Message);
    }

    [Theory]
    [InlineData("http://user:hidden-word@proxy.example:3128")]
    [InlineData("user:hidden-word@proxy.example:3128")]
    [InlineData("//user:hidden-word@proxy.example:3128")]
    [InlineData("'http://user:hidden-word again@:99999'")]
    [InlineData("'http://user:hidden-word@host:port'")]
    [InlineData("'http://user:hidden-@word@:1'")]
    [InlineData("'http://user:12/hidden-word@proxy.example'")]
    [InlineData("'http://us er:hidden-word'")]
    [InlineData("'http://user:hidden-word'")]
    [InlineData("'http://[hidden-word@'")]
    [InlineData("''")]
    [InlineData("'http://'")]
    [InlineData("proxy.example:3128")]
    [InlineData("ftp://proxy.example")]
    [InlineData("proxy")]
    public void A_proxy_with_a_password_or_another_scheme_is_an_error_that_does_not_show_it(string proxy)
    {
        RunResult result = Connect($"-Proxy {proxy}");

        result.AssertError("Sevu.InvalidProxy");
        Assert.DoesNotContain("hidden-word", result.AllText());
    }

    [Theory]
    [InlineData("https://user:hidden-word@api.example/stable/")]
    [InlineData("user:hidden-word@api.example/stable/")]
    [InlineData("'https://user:hidden-word again@:99999'")]
    [InlineData("'https://user:hidden-word@host:port'")]
    [InlineData("'https://user:12/hidden-word@api.example/'")]
    [InlineData("'https://user:hidden-word'")]
    [InlineData("''")]
    public void An_endpoint_with_a_password_is_an_error_that_does_not_show_it(string endpoint)
    {
        RunResult result = Connect($"-Endpoint {endpoint}");

        result.AssertError("Sevu.InvalidEndpoint");
        Assert.DoesNotContain("hidden-word", result.AllText());
    }

    [Theory]
    [InlineData("-Proxy", "http://proxy.example:port", "proxy.example:")]
    [InlineData("-Proxy", "http://user:hidden@proxy.example:99999", "proxy.example:99999")]
    [InlineData("-Endpoint", "https://api example/stable/", "api example/stable/")]
    public void The_error_shows_the_rest_of_what_is_not_a_url(string parameter, string url, string shown)
        => Assert.Contains(shown, Assert.Single(Connect($"{parameter} '{url}'").Errors).ErrorDetails.Message);

    [Theory]
    [InlineData("-Proxy")]
    [InlineData("-Endpoint")]
    public void An_object_is_not_a_url(string parameter)
    {
        RunResult result = Connect($"{parameter} ([pscustomobject]@{{ url = 'hidden-word' }})");

        Assert.NotNull(result.Terminated);
        Assert.DoesNotContain("hidden-word", result.AllText());
    }

    private RunResult Connect(string parameters) => _engine.Run(
        "Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] " + parameters,
        Samples.Secure(Samples.ApiKey), Samples.Secure(Samples.ApiSecret));
}
