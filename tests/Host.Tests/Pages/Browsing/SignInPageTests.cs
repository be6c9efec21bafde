using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Pages.Support;
using Reeve.Testing;
using Reeve.Testing.Chromium;

namespace Reeve.Host.Tests.Pages.Browsing;

/// <summary>Signing in to the status page, and changing something there, with the mouse and with the keyboard.</summary>
[Collection(BrowserGroup.Name)]
public sealed class SignInPageTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Token = "a-token-of-a-test";
    private readonly TestApi _api = new() { Time = TimeProvider.System };
    private readonly TestCertificates _certificates = new(TimeProvider.System.GetUtcNow());
    private BrowserPage? _page;

    private BrowserPage Page => _page ?? throw new InvalidOperationException("No page is open.");

    public async Task InitializeAsync()
    {
        _api.UseToken();
        _certificates.WriteTo(_api.Directory);
        _api.Settings = _api.Settings with { RestTls = "127.0.0.1:0", CertFile = _api.Directory["tls.pem"], KeyFile = _api.Directory["tls.key"] };
        await new SampleSite(_api).StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_page is not null)
        {
            await _page.DisposeAsync();
        }

        await _api.DisposeAsync();
        _certificates.Dispose();
    }

    [RequiresFact(Component.Chromium)]
    public async Task SignIn_TokenOfAnAdministrator_TakesAnOperationBack()
    {
        await OpenAsync("rest");
        await Page.WaitForTextAsync("#clusters", "edge-2");
        await Page.WaitAsync("!document.querySelector('#clusters button, #rescan')", "nobody may do anything yet");

        await Page.ClickAsync("#open-sign-in");
        await Page.WaitAsync("document.querySelector('#sign-in').open && document.activeElement.id === 'token'", "the dialog has the focus");
        Assert.Empty(await Page.FindBarriersAsync());
        await Page.TypeAsync("some-token-that-nobody-has");
        await Page.PressAsync("Enter");
        await Page.WaitForTextAsync("#sign-in-problem", "The token is not known here.");
        await Page.EvaluateAsync("document.querySelector('#token').select()");
        await Page.TypeAsync(Token);
        await Page.PressAsync("Enter");
        await Page.WaitForTextAsync("#session", "tester (admin)");

        await Page.ClickAsync($"[id=cancel-{SampleSite.Upgrade}]");
        await Page.WaitForTextAsync("#confirm", "Everything that the upgrade of edge-2 has done so far is undone.");
        await Page.PressAsync("Escape");
        await Page.WaitAsync("!document.querySelector('#confirm').open", "the question is gone");
        Assert.Empty(_api.Operations.Turned);
        await Page.ClickAsync($"[id=cancel-{SampleSite.Upgrade}]");
        await Page.ClickAsync("#confirm-yes");
        await Eventually.TrueAsync(() => _api.Operations.Turned.Count > 0, "it is taken back");
        Assert.Equal([$"cancel {SampleSite.Upgrade}"], _api.Operations.Turned);
        await Page.WaitForTextAsync("#news", "Take back: accepted.");

        await Page.ClickAsync("#rescan");
        await Eventually.TrueAsync(() => _api.Plugins.Rescans == 1, "the plugins are looked for again");
        await Page.ClickAsync("#sign-out");
        await Page.WaitForTextAsync("#session", "Read-only");
        await Page.WaitAsync("!document.querySelector('#clusters button, #rescan')", "nobody may do anything any more");
        Assert.DoesNotContain(Token, (string)(await Page.EvaluateAsync("document.documentElement.outerHTML"))!, StringComparison.Ordinal);
        Assert.DoesNotContain(Page.Problems, static problem => !problem.Contains("401", StringComparison.Ordinal));
    }

    [RequiresFact(Component.Chromium)]
    public async Task Page_OverTls_ShowsNothingBeforeSomebodyHasSignedIn()
    {
        await OpenAsync("restTls");
        await Page.WaitForTextAsync("#main", "Sign in to look");
        Assert.Equal("", (string?)await Page.EvaluateAsync("document.querySelector('#pods')?.innerText ?? ''"));
        Assert.Empty(await Page.FindBarriersAsync());

        await Page.ClickAsync("#main button");
        await Page.TypeAsync(Token);
        await Page.PressAsync("Enter");
        await Page.WaitForTextAsync("#pods", "checkout-7c9d");
        await Page.WaitForTextAsync("#connection", "Live");

        await Page.ClickAsync("#sign-out");
        await Page.WaitForTextAsync("#main", "Sign in to look");
        Assert.Empty(Page.Problems);
    }

    private async Task OpenAsync(string listener)
    {
        _page = await (await browser.Browser).OpenAsync(trustAll: true);
        await Page.GoAsync(new Uri(_api.AddressOf(listener), "/ui/"));
    }
}
