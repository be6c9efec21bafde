using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Pages.Support;
using Reeve.Runtime.Operations;
using Reeve.Testing;
using Reeve.Testing.Chromium;

namespace Reeve.Host.Tests.Pages.Browsing;

/// <summary>The status page as somebody sees it, in a real browser.</summary>
[Collection(BrowserGroup.Name)]
public sealed class StatusPageTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly TestApi _api = new() { Time = TimeProvider.System };
    private BrowserPage? _page;

    private BrowserPage Page => _page ?? throw new InvalidOperationException("No page is open.");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_page is not null)
        {
            await _page.DisposeAsync();
        }

        await _api.DisposeAsync();
    }

    [RequiresFact(Component.Chromium)]
    public async Task Page_WideAndNarrowLightAndDark_EverybodyCanUseIt()
    {
        await OpenAsync();
        foreach (var (width, dark, name) in new[] { (1280, false, "status-wide"), (1280, true, null), (360, false, null), (360, true, "status-narrow") })
        {
            await Page.ShowAsync(width, 800, dark);

            Assert.Empty(await Page.FindBarriersAsync());
            Assert.Equal("true", (await Page.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth"))!.ToJsonString());
            await Screenshots.CheckAsync(Page, name, width);
        }

        await Page.WaitForTextAsync("#nodes", "The Slurm controller does not answer.");
        await Page.WaitForTextAsync("#clusters", "2 of 5 steps done, for ");
        await Page.WaitForTextAsync("#clusters", "20 days left");
        await Page.WaitForTextAsync("#proxies", "shop.example.org, www.example.org");
        await Page.WaitForTextAsync("#plugins", "It needs contract 0.9");

        // What an agent tells is text, whatever it looks like.
        await Page.WaitForTextAsync("#pods", "<img src=x onerror=alert(1)>");
        Assert.Empty(Page.Problems);
        Assert.All(Page.Requests, request => Assert.StartsWith(_api.AddressOf("rest").AbsoluteUri + "ui/", request, StringComparison.Ordinal));
    }

    [RequiresFact(Component.Chromium)]
    public async Task Page_ThingsChange_IsSeenAndTold()
    {
        var site = await OpenAsync();
        await Page.EvaluateAsync("document.querySelector('[data-id=\"steps-20260101-000000000-abcdef\"]').open = true");

        site.Agent.Pods[2] = SampleSite.Pod("report", "Failed", """{"terminated":{"exitCode":3,"reason":"Error","message":"no paper"}}""", ready: false);
        _api.Operations.Set(SampleSite.Operation(OperationState.Running, StepState.Done, StepState.Done, StepState.Done, StepState.Applying));

        await Page.WaitForTextAsync("#pods [data-key=uid-report]", "no paper");
        await Page.WaitForTextAsync("#clusters", "3 of 5 steps done");
        await Page.WaitForTextAsync("#news", "Pod report is Error.");
        await Page.WaitAsync("document.querySelector('[data-id=\"steps-20260101-000000000-abcdef\"]').open", "what is open stays open");

        site.Agent.Pods.RemoveAt(2);
        _api.Operations.Set(SampleSite.Operation(OperationState.Done, StepState.Done, StepState.Done, StepState.Done, StepState.Done, StepState.Done));
        await Page.WaitAsync("!document.querySelector('[data-key=uid-report]') && !document.querySelector('.operation')", "what is gone is gone");
        await Page.WaitForTextAsync("#sections", "Pods 3");
        Assert.Empty(Page.Problems);
    }

    [RequiresFact(Component.Chromium)]
    public async Task Pods_Filtered_OnlyThoseAreShown()
    {
        await OpenAsync();

        await Page.ClickAsync("#pod-filter");
        await Page.TypeAsync("CHECKOUT");
        await Page.WaitForTextAsync("#pods-shown", "2 of 4 pods shown.");
        await Page.EvaluateAsync("document.querySelector('#pod-filter').value = ''; document.querySelector('#pod-filter').dispatchEvent(new Event('input'))");
        await Page.ClickAsync("#pod-problems");

        await Page.WaitForTextAsync("#pods-shown", "1 of 4 pods shown.");
        Assert.Contains("mail", await Page.TextAsync("#pods table"), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Chromium)]
    public async Task Page_AgentEnds_SaysThatTheConnectionIsLost()
    {
        await OpenAsync();

        await _api.Api.DisposeAsync();

        await Page.WaitForTextAsync("#lost", "The connection to the agent is lost.");
        Assert.Equal("Not connected", await Page.TextAsync("#connection"));
        Assert.Contains("checkout-7c9d", await Page.TextAsync("#pods"), StringComparison.Ordinal);
        Assert.Empty(await Page.FindBarriersAsync());
    }

    [RequiresFact(Component.Chromium)]
    public async Task Page_NothingThere_SaysWhatToDo()
    {
        await _api.StartAsync();
        _api.Api.Page!.Show(new Control.FakeAgent(), static () => []);
        await ShowAsync("rest");

        await Page.WaitForTextAsync("#pods", "No pods run here.");
        await Page.WaitForTextAsync("#nodes", "This agent is no node.");
        await Page.WaitForTextAsync("#plugins", "No plugins were found.");
        await Page.WaitForTextAsync("#proxies", "It listens nowhere yet");
        await Page.WaitForTextAsync("#session", "Read-only");
        Assert.Empty(await Page.FindBarriersAsync());
        Assert.Empty(Page.Problems);
    }

    private async Task<SampleSite> OpenAsync()
    {
        var site = new SampleSite(_api);
        await site.StartAsync();
        await ShowAsync("rest");
        await Page.WaitForTextAsync("#pods", "checkout-7c9d");
        return site;
    }

    private async Task ShowAsync(string listener)
    {
        _page = await (await browser.Browser).OpenAsync();
        await Page.GoAsync(new Uri(_api.AddressOf(listener), "/ui/"));
        await Page.WaitForTextAsync("#connection", "Live");
    }
}
