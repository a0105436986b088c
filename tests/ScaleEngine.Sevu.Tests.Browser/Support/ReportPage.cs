using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PuppeteerSharp;

namespace ScaleEngine.Sevu.Tests.Browser.Support;

/// <summary>A report that is open in the browser. Nothing but the file itself is loaded.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _address;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _events = new();

    private ReportPage(IBrowserContext context, IPage page, string address)
    {
        _context = context;
        Page = page;
        _address = address;
    }

    public IPage Page { get; }

    /// <summary>The addresses of all requests but the one for the report.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>What a page without scripts and faults never causes: messages on the console, errors, dialogs, windows, frames, workers.</summary>
    public IReadOnlyCollection<string> Events => _events;

    /// <summary>Opens a report and waits until it is loaded.</summary>
    public static async Task<ReportPage> OpenAsync(IBrowser browser, string file, View view)
    {
        IBrowserContext context = await browser.CreateBrowserContextAsync();
        IPage page = await context.NewPageAsync();
        ReportPage report = new(context, page, new Uri(file).AbsoluteUri);
        await page.SetBypassCSPAsync(view.IgnoresPolicy);
        await page.SetJavaScriptEnabledAsync(view.RunsScripts);
        await page.SetViewportAsync(new ViewPortOptions { Width = view.Width, Height = 800, IsMobile = view.IsMobile, HasTouch = view.IsMobile });
        // In one call: the library's method for each of the two undoes the other.
        await page.Client.SendAsync("Emulation.setEmulatedMedia", new
        {
            media = view.IsPrint ? "print" : "screen",
            features = (object[])[new { name = "prefers-color-scheme", value = view.IsDark ? "dark" : "light" }],
        });
        await report.ObserveAsync();
        await page.GoToAsync(report._address, WaitUntilNavigation.Load);
        return report;
    }

    /// <summary>Calls a function of <c>PageScripts/</c> in the page.</summary>
    public Task<T> CallAsync<T>(string script, params object?[] arguments)
    {
        using StreamReader reader = new(typeof(ReportPage).Assembly.GetManifestResourceStream(script)!);
        return Page.EvaluateFunctionAsync<T>(reader.ReadToEnd(), arguments);
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private async Task ObserveAsync()
    {
        Page.Console += (_, message) => _events.Enqueue($"console, {message.Message.Type}: {message.Message.Text}");
        Page.PageError += (_, error) => _events.Enqueue("error: " + error.Message);
        Page.Error += (_, error) => _events.Enqueue("crash: " + error.Error);
        Page.Popup += (_, _) => _events.Enqueue("another window");
        Page.FrameAttached += (_, _) => _events.Enqueue("a frame");
        Page.WorkerCreated += (_, worker) => _events.Enqueue("worker: " + worker.Worker.Url);
        Page.Dialog += async (_, dialog) =>
        {
            _events.Enqueue($"dialog: {dialog.Dialog.Message}");
            await dialog.Dialog.Dismiss();
        };
        Page.Request += async (_, request) =>
        {
            if (request.Request.Url == _address)
            {
                await request.Request.ContinueAsync();
                return;
            }

            // A request for data: does not leave the page.
            if (!request.Request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _requests.Enqueue(request.Request.Url);
            }

            await request.Request.AbortAsync();
        };
        await Page.SetRequestInterceptionAsync(true);
    }
}
