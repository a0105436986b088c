using System.Management.Automation;
using System.Net;
using System.Security;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Sending;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Creates the connection that the module's cmdlets use in this runspace. Sends nothing.</summary>
[Cmdlet(VerbsCommunications.Connect, "Sevu", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(SevuConnection))]
public sealed class ConnectSevuCommand : PSCmdlet
{
    // Not only absolute: "proxy.example.com:3128" is a URL with the scheme "proxy.example.com".
    private static readonly string[] ProxySchemes =
#if NET
        ["http", "https", "socks4", "socks4a", "socks5"];
#else
        ["http"];
#endif

    private const string CredentialSet = "Credential";
    private const string KeySet = "ApiKey";

    /// <summary>The account's CDN id.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(1, int.MaxValue)]
    [WholeNumber]
    public int CdnId { get; set; }

    /// <summary>The API key as user name and the API secret as password.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The account's API key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [AllowNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>The account's API secret, as it was issued.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [AllowNull]
    public SecureString? ApiSecret { get; set; }

    /// <summary>The service's URL: https, or http on this machine only.</summary>
    [Parameter]
    [ValidateNotNull]
    [Url]
    public Uri Endpoint { get; set; } = SevuConnection.DefaultEndpoint;

    /// <summary>Seconds to wait for the response, and for each further part of it; 0 waits indefinitely.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    [WholeNumber]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>How many times a read that fails transiently is retried.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [WholeNumber]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>Seconds before the first retry; the wait doubles before each further one.</summary>
    [Parameter]
    [ValidateRange(1, RetrySettings.MaxIntervalSec)]
    [WholeNumber]
    public int RetryIntervalSec { get; set; } = 1;

    /// <summary>The proxy to use instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    [Url]
    public Uri? Proxy { get; set; }

    /// <summary>The user that the proxy authenticates.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Returns the connection, for the -Connection parameter of other cmdlets.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Creates the connection.</summary>
    protected override void ProcessRecord()
    {
        try
        {
            SevuConnection connection = Connect();
            CurrentConnection.Set(connection);
            if (PassThru)
            {
                WriteObject(connection);
            }
        }
        catch (SevuException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    private SevuConnection Connect()
    {
        if (MayContainUser(Endpoint))
        {
            throw SevuInputException.InvalidEndpoint(Endpoint);
        }

        // PSCredential already holds the user name as a string.
        using SecureString? userName = ParameterSetName == CredentialSet ? SecureText.From(Credential.UserName ?? "") : null;
        ApiCredential credential = ParameterSetName == CredentialSet
            ? ApiCredential.Create(CdnId, userName, Credential.Password)
            : ApiCredential.Create(CdnId, ApiKey, ApiSecret);
        try
        {
            TimeSpan timeout = TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : Timeout.InfiniteTimeSpan;
            RetrySettings retry = new(MaximumRetryCount, TimeSpan.FromSeconds(RetryIntervalSec));
            return SevuConnection.Create(credential, Endpoint, timeout, retry, CreateProxy());
        }
        catch
        {
            credential.Dispose();
            throw;
        }
    }

    private WebProxy? CreateProxy()
    {
        if (Proxy is null)
        {
            return ProxyCredential is null ? null : throw SevuInputException.ProxyCredentialWithoutProxy();
        }

        if (!Proxy.IsAbsoluteUri || !ProxySchemes.Contains(Proxy.Scheme) || Proxy.Host.Length == 0)
        {
            throw SevuInputException.InvalidProxy(Proxy);
        }

        if (MayContainUser(Proxy))
        {
            throw SevuInputException.ProxyUser();
        }

        return new WebProxy(Proxy) { Credentials = ProxyCredential?.GetNetworkCredential() };
    }

    // http://user:12/34@host is a URL whose host is "user": a password may contain a slash, too.
    private static bool MayContainUser(Uri url) => url.OriginalString.Contains('@');
}
