using System;
using System.ComponentModel;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Browser.Support;

/// <summary>html-validate, which checks HTML against the standard. npm installs it once, with exactly the packages of
/// <c>HtmlValidate/package-lock.json</c>, and runs none of their scripts.</summary>
public sealed class HtmlValidate : IAsyncLifetime
{
    private readonly string _sources = Path.Combine(Reports.Metadata("Sources"), "HtmlValidate");
    private readonly string _folder = Path.Combine(Reports.Metadata("Artifacts"), "html-validate");
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await Command.RunAsync("node", ["--version"]);
            await InstallAsync();
        }
        catch (Win32Exception)
        {
            _missing = "npm or Node.js";
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Checks a file. Skips the test if npm or Node.js is not installed.</summary>
    internal async Task<CommandResult> CheckAsync(string file)
    {
        Assert.SkipWhen(_missing is not null,
            $"{_missing} is not installed: the report was not checked against the HTML standard (Debian: apt-get install nodejs npm).");
        return await Command.RunAsync("node",
            [Path.Combine(_folder, "node_modules", "html-validate", "bin", "html-validate.mjs"), "--config", Path.Combine(_sources, ".htmlvalidate.json"), file]);
    }

    private async Task InstallAsync()
    {
        string installed = Path.Combine(_folder, "installed.json");
        string wanted = await File.ReadAllTextAsync(Path.Combine(_sources, "package-lock.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == wanted)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        foreach (string file in Directory.GetFiles(_sources, "package*.json"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)), overwrite: true);
        }

        CommandResult result = await RunNpmAsync("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--engine-strict", "--prefix", _folder);
        if (result.Output.Contains("EBADENGINE", StringComparison.Ordinal))
        {
            _missing = "A Node.js that html-validate supports";
            return;
        }

        Assert.True(result.ExitCode == 0, "npm could not install html-validate:\n" + result.Output);
        await File.WriteAllTextAsync(installed, wanted);
    }

    // npm is a script: on Windows, only the command processor runs it.
    private static Task<CommandResult> RunNpmAsync(params string[] arguments) => OperatingSystem.IsWindows()
        ? Command.RunAsync("cmd", ["/c", "npm", .. arguments])
        : Command.RunAsync("npm", arguments);
}
