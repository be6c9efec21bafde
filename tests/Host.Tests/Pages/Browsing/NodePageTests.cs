using System.Globalization;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;
using Reeve.Testing.Chromium;

namespace Reeve.Host.Tests.Pages.Browsing;

/// <summary>The page of the built agent that only runs pods.</summary>
[Collection(BrowserGroup.Name)]
public sealed class NodePageTests(BrowserFixture browser)
{
    [RequiresFact(Component.Chromium)]
    public async Task Page_AgentStartedAgain_ShowsItsPodsAgainByItself()
    {
        await using var agent = new TestAgent();
        var manifest = agent.Directory["pod.yaml"];
        await File.WriteAllTextAsync(manifest, Manifests.Pod("sleeper", "exec sleep 1000"));
        var port = FreePorts.Find();
        string[] arguments = [manifest, "--set", string.Create(CultureInfo.InvariantCulture, $"statusPage.listen=127.0.0.1:{port}")];
        await agent.StartAsync(arguments);
        await using var page = await (await browser.Browser).OpenAsync();
        await page.GoAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
        await page.WaitForTextAsync("#pods", "sleeper");
        await page.WaitForTextAsync("#pods [role=row] .badge", "Running");
        await page.WaitForTextAsync("#nodes", "none: pods of this machine");
        await page.WaitForTextAsync("#plugins", "driver process");

        Assert.Equal(0, await agent.TerminateAsync());
        await page.WaitForTextAsync("#lost", "The connection to the agent is lost.");
        await agent.StartAsync(arguments);

        await page.WaitForTextAsync("#connection", "Live");
        await page.WaitForTextAsync("#pods [role=row] .badge", "Running");
    }
}
