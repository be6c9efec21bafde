using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Reeve.Testing.Chromium;

/// <summary>A page in a browser, as somebody uses it.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly DevTools _tools;
    private readonly string _session;
    private readonly string _context;
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _requests = new();

    internal BrowserPage(DevTools tools, string session, string context) => (_tools, _session, _context) = (tools, session, context);

    /// <summary>Exceptions, errors in the console, and what the page's policy forbade, since it was opened.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>What it asked for, since it was opened.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Goes to an address.</summary>
    public async Task GoAsync(Uri address)
    {
        var answer = await CallAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri });
        if ((string?)answer["errorText"] is { Length: > 0 } error)
        {
            throw new InvalidOperationException($"{address}: {error}");
        }
    }

    /// <summary>The value of an expression; promises are waited for.</summary>
    /// <exception cref="InvalidOperationException">It throws.</exception>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true, ["userGesture"] = true });
        return answer["exceptionDetails"] is { } failure ? throw new InvalidOperationException($"{expression[..Math.Min(200, expression.Length)]}: {failure.ToJsonString()}") : answer["result"]!["value"];
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitAsync(string expression, string what)
    {
        try
        {
            await Eventually.TrueAsync(async () => await EvaluateAsync($"Boolean({expression})") is { } value && (bool)value, what);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; the page says: {await TextAsync("body")} {string.Join("; ", _problems)}");
        }
    }

    /// <summary>Waits until the text of an element has something in it.</summary>
    public Task WaitForTextAsync(string selector, string text) =>
        WaitAsync($"[...document.querySelectorAll({Quote(selector)})].some(one => one.innerText.includes({Quote(text)}))", $"{selector} says {text}");

    /// <summary>What an element says.</summary>
    public async Task<string> TextAsync(string selector) => (string?)await EvaluateAsync($"document.querySelector({Quote(selector)})?.innerText ?? ''") ?? "";

    /// <summary>Presses an element, with the mouse as it is on the page.</summary>
    public async Task ClickAsync(string selector)
    {
        // Where a person could: it is shown, and nothing lies above it, as it does while a dialog opens or closes.
        await WaitAsync(
            $$"""
            (() => { const one = document.querySelector({{Quote(selector)}}); if (!one) return false;
              one.scrollIntoView({ block: "center", behavior: "instant" }); const box = one.getBoundingClientRect();
              const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); return at !== null && one.contains(at); })()
            """,
            $"{selector} can be clicked");
        var place = (await EvaluateAsync($$"""
            (() => { const box = document.querySelector({{Quote(selector)}}).getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()
            """))!;
        foreach (var kind in new[] { "mousePressed", "mouseReleased" })
        {
            await CallAsync("Input.dispatchMouseEvent", new JsonObject { ["type"] = kind, ["x"] = (double)place["x"]!, ["y"] = (double)place["y"]!, ["button"] = "left", ["clickCount"] = 1 });
        }
    }

    /// <summary>Writes a text where the focus is.</summary>
    public Task TypeAsync(string text) => CallAsync("Input.insertText", new JsonObject { ["text"] = text });

    /// <summary>Presses a key: <c>Tab</c>, <c>Enter</c>, <c>Escape</c>.</summary>
    public async Task PressAsync(string key)
    {
        var code = key switch { "Tab" => 9, "Enter" => 13, "Escape" => 27, _ => throw new ArgumentOutOfRangeException(nameof(key), key, "No such key.") };
        foreach (var kind in new[] { "keyDown", "keyUp" })
        {
            var press = new JsonObject { ["type"] = kind, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
            if (key == "Enter" && kind == "keyDown")
            {
                press["text"] = "\r";
            }

            await CallAsync("Input.dispatchKeyEvent", press);
        }
    }

    /// <summary>Makes the page so wide, in dark or light colours.</summary>
    public async Task ShowAsync(int width, int height, bool dark)
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await CallAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }, new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" }),
        });
    }

    /// <summary>A picture of all of the page as it is (PNG).</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((string)(await CallAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = true }))["data"]!);

    /// <summary>What axe-core finds that keeps somebody from using the page, each in a line.</summary>
    public async Task<IReadOnlyList<string>> FindBarriersAsync()
    {
        // In a world of its own beside the page: its scripts are no concern of the page's policy.
        var frame = (string)(await CallAsync("Page.getFrameTree"))["frameTree"]!["frame"]!["id"]!;
        var world = (int)(await CallAsync("Page.createIsolatedWorld", new JsonObject { ["frameId"] = frame, ["worldName"] = "axe" }))["executionContextId"]!;
        const string run = "axe.run(document).then(result => result.violations.flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${node.html} ${node.failureSummary}`)))";
        foreach (var script in new[] { await File.ReadAllTextAsync(ChromiumFiles.Axe), run })
        {
            var answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = script, ["contextId"] = world, ["awaitPromise"] = true, ["returnByValue"] = true });
            if (answer["exceptionDetails"] is { } failure)
            {
                throw new InvalidOperationException(failure.ToJsonString());
            }

            if (script == run)
            {
                return [.. answer["result"]!["value"]!.AsArray().Select(static line => (string)line!)];
            }
        }

        throw new InvalidOperationException("axe-core did not run.");
    }

    /// <summary>Closes it, with its cookies.</summary>
    public async ValueTask DisposeAsync() => await _tools.CallAsync("Target.disposeBrowserContext", new JsonObject { ["browserContextId"] = _context });

    internal async Task PrepareAsync(int width, int height, bool trustAll)
    {
        _tools.Listen(_session, Take);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await CallAsync($"{domain}.enable");
        }

        if (trustAll)
        {
            await CallAsync("Security.setIgnoreCertificateErrors", new JsonObject { ["ignore"] = true });
        }

        await ShowAsync(width, height, dark: false);
    }

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();

    private Task<JsonNode> CallAsync(string method, JsonObject? parameters = null) => _tools.CallAsync(method, parameters, _session);

    private void Take(string method, JsonNode parameters)
    {
        switch (method)
        {
            case "Network.requestWillBeSent":
                _requests.Enqueue((string)parameters["request"]!["url"]!);
                break;
            case "Runtime.exceptionThrown":
                _problems.Enqueue(parameters["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)parameters["type"] is "error" or "assert":
                _problems.Enqueue(parameters["args"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string?)parameters["entry"]!["level"] == "error":
                _problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{parameters["entry"]!["source"]}: {parameters["entry"]!["text"]}"));
                break;
        }
    }
}
