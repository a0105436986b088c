using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PuppeteerSharp;
using ScaleEngine.Sevu.Tests.Browser.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace ScaleEngine.Sevu.Tests.Browser.Support;

/// <summary>The browser of this machine, Chromium or one that is made from it. One process for all tests, without a window.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string PathVariable = "CHROME_PATH";
    private const int TimeoutMilliseconds = 60_000;

    // Chrome first: on Ubuntu, only its package may use the sandbox.
    private static readonly string[] s_programs =
        ["google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser", "microsoft-edge", "msedge"];

    private static readonly string[] s_usualPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        @"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        @"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        @"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        @"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
        @"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
    ];

    private IBrowser? _browser;

    /// <summary>The running browser. Skips the test if there is none on this machine.</summary>
    public IBrowser Running
    {
        get
        {
            Assert.SkipWhen(_browser is null,
                $"No Chromium, Chrome or Edge was found on PATH, in {PathVariable} or in the usual places: the report was not opened in a browser "
                + "(Debian: apt-get install chromium).");
            return _browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Find() is string program)
        {
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = program,
                Headless = true,
                // The sandbox does not run as root. Containers often have little shared memory.
                Args = [.. OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? (string[])["--no-sandbox"] : [], "--disable-dev-shm-usage"],
                Timeout = TimeoutMilliseconds,
                ProtocolTimeout = TimeoutMilliseconds,
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is null)
        {
            return;
        }

        Process process = _browser.Process;
        try
        {
            await _browser.CloseAsync().WaitAsync(TimeSpan.FromMilliseconds(TimeoutMilliseconds), CancellationToken.None);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            _browser.Dispose();
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } chosen)
        {
            return chosen;
        }

        string extension = OperatingSystem.IsWindows() ? ".exe" : "";
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> onPath = s_programs.SelectMany(program => folders.Select(folder => Path.Combine(folder, program + extension)));
        return onPath.Concat(s_usualPlaces.Select(Environment.ExpandEnvironmentVariables)).FirstOrDefault(File.Exists);
    }
}
