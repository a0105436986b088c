using System;
using System.Management.Automation;
using System.Security;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class ConnectSevuTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly SecureString _key = Samples.Secure(Samples.ApiKey);
    private readonly SecureString _secret = Samples.Secure(Samples.ApiSecret);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Connects_with_a_credential_and_outputs_nothing()
    {
        PSCredential credential = new(Samples.ApiKey, _secret);

        Assert.Empty(_engine.Run("Connect-Sevu -CdnId 158 -Credential $args[0]", credential).AssertNoErrors().Output);

        SevuConnection connection = CurrentConnection();
        Assert.Equal(158, connection.CdnId);
        Assert.Equal("https://api.scaleengine.net/stable/", connection.Endpoint.AbsoluteUri);
        Assert.Equal("********7DZE", connection.ApiKey);
        Assert.Equal(100, connection.TimeoutSec);
    }

    [Fact]
    public void Connects_with_key_and_secret_and_outputs_the_connection_with_PassThru()
    {
        RunResult result = Connect("-PassThru");

        Assert.Same(CurrentConnection(), result.Single<SevuConnection>());
    }

    [Fact]
    public void Keeps_copies_of_the_credentials()
    {
        Connect("").AssertNoErrors();
        _key.Dispose();
        _secret.Dispose();

        Assert.Equal(Samples.ApiSecret.Length, CurrentConnection().Credential.Secret.Length);
    }

    [Theory]
    [InlineData("", "s", "Sevu.EmptyCredential", "API key")]
    [InlineData(null, "s", "Sevu.EmptyCredential", "API key")]
    [InlineData("k", "", "Sevu.EmptyCredential", "API secret")]
    [InlineData("k", null, "Sevu.EmptyCredential", "API secret")]
    [InlineData("k\n", "s", "Sevu.InvalidCredential", "API key")]
    [InlineData("k", " s", "Sevu.InvalidCredential", "API secret")]
    [InlineData("k", "sécret", "Sevu.InvalidCredential", "API secret")]
    public void The_error_names_a_missing_or_invalid_key_or_secret(string? key, string? secret, string id, string name)
    {
        RunResult result = _engine.Run(
            "Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1]",
            key is null ? null : Samples.Secure(key), secret is null ? null : Samples.Secure(secret));

        ErrorRecord error = result.AssertError(id);
        Assert.NotNull(result.Terminated);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains($"The {name} ", error.ErrorDetails.Message);
    }

    [Fact]
    public void The_error_names_an_empty_secret_of_a_credential()
        => Assert.Contains("API secret", _engine
            .Run("Connect-Sevu 158 -Credential $args[0]", new PSCredential("key", new SecureString()))
            .AssertError("Sevu.EmptyCredential").ErrorDetails.Message);

    [Theory]
    [InlineData("http://api.scaleengine.net/stable/")]
    [InlineData("http://192.0.2.1/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("/stable/")]
    [InlineData("https://user:password@api.scaleengine.net/")]
    public void Rejects_an_endpoint_that_would_expose_the_API_key(string endpoint)
    {
        ErrorRecord error = Connect($"-Endpoint {endpoint}").AssertError("Sevu.InvalidEndpoint");

        Assert.DoesNotContain("password", error.ErrorDetails.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/stable/")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("https://sevu.example.com/")]
    public void Accepts_https_and_on_this_machine_http(string endpoint)
    {
        Connect($"-Endpoint {endpoint}").AssertNoErrors();

        Assert.Equal(new Uri(endpoint), CurrentConnection().Endpoint);
    }

    [Theory]
    [InlineData("-CdnId 0")]
    [InlineData("-CdnId -5")]
    [InlineData("-CdnId 158 -TimeoutSec -1")]
    public void Rejects_numbers_out_of_range(string parameters)
        => Assert.NotNull(_engine.Run($"Connect-Sevu {parameters} -ApiKey $args[0] -ApiSecret $args[1]", _key, _secret).Terminated);

    [Fact]
    public void Rejects_proxy_credentials_without_a_proxy()
        => _engine.Run(
            "Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] -ProxyCredential $args[2]",
            _key, _secret, new PSCredential("user", _secret)).AssertError("Sevu.ProxyMissing");

    [Fact]
    public void A_failed_Connect_Sevu_keeps_the_current_connection()
    {
        Connect("").AssertNoErrors();
        SevuConnection before = CurrentConnection();

        Connect("-Endpoint http://example.com/").AssertError("Sevu.InvalidEndpoint");

        Assert.Same(before, CurrentConnection());
    }

    [Theory]
    [InlineData("Test-SevuConnection")]
    [InlineData("Get-SevuTicketAttempt some.key")]
    public void Without_a_connection_the_error_recommends_Connect_Sevu(string command)
    {
        RunResult result = _engine.Run(command);

        ErrorRecord error = result.AssertError("Sevu.NotConnected");
        Assert.NotNull(result.Terminated);
        Assert.Contains("Connect-Sevu", error.ErrorDetails.RecommendedAction);
        Assert.Contains("Connect-Sevu", error.Exception.Message);
    }

    [Fact]
    public void Without_a_connection_Get_SevuConnection_fails_and_Disconnect_Sevu_does_nothing()
    {
        Assert.Null(_engine.Run("Get-SevuConnection").Terminated);
        _engine.Run("Get-SevuConnection").AssertError("Sevu.NotConnected");
        Assert.Empty(_engine.Run("Get-SevuConnection -ErrorAction Ignore").AssertNoErrors().Output);
        Assert.Empty(_engine.Run("Disconnect-Sevu").AssertNoErrors().Output);
    }

    [Fact]
    public void Disconnecting_removes_and_disposes_the_connection()
    {
        Connect("").AssertNoErrors();
        SevuConnection connection = CurrentConnection();

        Assert.Empty(_engine.Run("Disconnect-Sevu").AssertNoErrors().Output);

        Assert.Throws<ObjectDisposedException>(() => connection.Credential.Secret.Length);
        _engine.Run("Get-SevuConnection").AssertError("Sevu.NotConnected");
        _engine.Run("Get-SevuTicketAttempt some.key -Connection $args[0]", connection).AssertError("Sevu.Disconnected");
    }

    [Fact]
    public void Disconnecting_another_connection_keeps_the_current_one()
    {
        SevuConnection other = Connect("-PassThru").Single<SevuConnection>();
        Connect("").AssertNoErrors();
        SevuConnection current = CurrentConnection();

        _engine.Run("$args[0] | Disconnect-Sevu", other).AssertNoErrors();

        Assert.Same(current, CurrentConnection());
        Assert.Throws<ObjectDisposedException>(() => other.Credential.Secret.Length);
    }

    [Fact]
    public void The_current_connection_belongs_to_the_runspace()
    {
        Connect("").AssertNoErrors();
        using Engine other = new();

        other.Run("Get-SevuConnection").AssertError("Sevu.NotConnected");
    }

    private RunResult Connect(string parameters)
        => _engine.Run($"Connect-Sevu 158 -ApiKey $args[0] -ApiSecret $args[1] {parameters}", _key, _secret);

    private SevuConnection CurrentConnection() => _engine.Run("Get-SevuConnection").Single<SevuConnection>();
}
