using System;
using System.IO;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Delivery;

/// <summary>Runs the loader as other versions of PowerShell and .NET Framework do, with functions in place of the registry and of
/// loading.</summary>
public sealed class LoaderTests : IDisposable
{
    private static readonly string Loader = File.ReadAllText(Path.Combine(Target.StagedModule, "ScaleEngine.Sevu.psm1"))
        .Replace("$PSVersionTable", "$versions", StringComparison.Ordinal);

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Core", "[semver]'7.6.9'", "net8.0")]
    [InlineData("Core", "[semver]'7.4.0'", "net8.0")]
    [InlineData("Core", "[semver]'7.10.0'", "net8.0")]
    [InlineData("Core", "[semver]'8.0.0-preview.1'", "net8.0")]
    [InlineData("Core", "[semver]'7.3.12'", "netstandard2.0")]
    [InlineData("Core", "[semver]'7.2.24'", "netstandard2.0")]
    [InlineData("Core", "[semver]'7.0.0'", "netstandard2.0")]
    [InlineData("Desktop", "[version]'5.1.19041.1'", "netstandard2.0")]
    public void Each_PowerShell_loads_its_build(string edition, string version, string expected)
        => Assert.EndsWith(
            $"/bin/{expected}/ScaleEngine.Sevu.PowerShell.dll",
            Load(edition, version, "@{ Release = 528040 }").Single<string>());

    [Theory]
    [InlineData("@{ Release = 461808 }")]
    [InlineData("@{ Release = 533325 }")]
    [InlineData("$null")] // Not readable: nothing to complain about.
    public void Windows_PowerShell_loads_with_this_NET_Framework(string registry)
        => Load("Desktop", "[version]'5.1.14393.0'", registry).AssertNoErrors();

    [Theory]
    [InlineData(461310)] // 4.7.1
    [InlineData(394802)] // 4.6.2, the one of Windows Server 2016
    [InlineData(378389)] // 4.5
    public void Windows_PowerShell_says_that_NET_Framework_is_too_old(int release)
    {
        RunResult result = Load("Desktop", "[version]'5.1.14393.0'", $"@{{ Release = {release} }}");

        Assert.Contains("needs .NET Framework 4.7.2 or later", result.Terminated!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PowerShell_7_does_not_look_for_NET_Framework()
        => Load("Core", "[semver]'7.6.9'", "throw 'not asked for'").AssertNoErrors();

    private RunResult Load(string edition, string version, string registry) => _engine.Run(
        "Set-StrictMode -Version Latest\n"
            + $"function Get-ItemProperty {{ $value = {registry}; if ($value) {{ [pscustomobject]$value }} }}\n"
            + "function Import-Module($Name) { $Name }\n"
            + $"$versions = @{{ PSEdition = '{edition}'; PSVersion = {version} }}\n"
            + Loader);
}
