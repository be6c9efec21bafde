using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Reeve.Testing.Chromium;

/// <summary>A headless Chromium with nothing of anybody's in it.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly Process _process;
    private readonly DevTools _tools;

    private Browser(TempDirectory directory, Process process, DevTools tools) => (_directory, _process, _tools) = (directory, process, tools);

    /// <summary>Starts one, and waits until it answers.</summary>
    public static async Task<Browser> StartAsync()
    {
        var directory = new TempDirectory();
        string[] arguments =
        [
            "--headless=new", "--remote-debugging-pipe", $"--user-data-dir={directory.Path}", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--mute-audio", "--hide-scrollbars", "--no-proxy-server",
            "--force-color-profile=srgb", "--font-render-hinting=none", "--no-sandbox", "about:blank",
        ];

        // It reads commands from descriptor 3 and answers on 4.
        var process = Tool.Start("/bin/sh", ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null", ChromiumFiles.Program, .. arguments]);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var browser = new Browser(directory, process, new DevTools(process.StandardInput.BaseStream, process.StandardOutput.BaseStream));
        try
        {
            await browser._tools.CallAsync("Browser.getVersion");
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an empty page that shares nothing with the others.</summary>
    /// <param name="width">Its width in CSS pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="trustAll">Whether certificates that nobody has signed are good.</param>
    public async Task<BrowserPage> OpenAsync(int width = 1280, int height = 800, bool trustAll = false)
    {
        var context = (string)(await _tools.CallAsync("Target.createBrowserContext"))["browserContextId"]!;
        var target = (string)(await _tools.CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank", ["browserContextId"] = context }))["targetId"]!;
        var session = (string)(await _tools.CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        var page = new BrowserPage(_tools, session, context);
        await page.PrepareAsync(width, height, trustAll);
        return page;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        await Eventually.TrueAsync(TryClean, "the browser's files are gone");
    }

    // Its children write for a moment after they were told to end.
    private bool TryClean()
    {
        try
        {
            _directory.Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
