using System.Text;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Plugins;

public sealed class DriverGuardTests
{
    private static readonly ContainerId Container = new()
    {
        Pod = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "1" }, Name = "main", Attempt = 0,
    };

    [Fact]
    public async Task Driver_ThroughItsGuard_Answers()
    {
        await using var yard = await StartAsync();
        await using var driver = await yard.Manager.OpenContainerDriverAsync("fixture", yard.Instance(), CancellationToken.None);
        Assert.Throws<ProviderException>(() => driver.Features);
        await driver.StartAsync(CancellationToken.None);

        await driver.StopContainerAsync(Container, "SIGUSR1", TimeSpan.FromSeconds(3), CancellationToken.None);
        await driver.RemoveSandboxAsync(Container.Pod, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => driver.RemoveContainerAsync(Container, CancellationToken.None));

        Assert.Equal("one", driver.Features.RuntimeName);
        Assert.Equal(["start one", "stop main SIGUSR1 3 one"], yard.Journal());
        Assert.Equal((ErrorReason.NotFound, "no such container"), (failure.Reason, failure.Message));
    }

    [Fact]
    public async Task Driver_Capabilities_AreGuardedOrAbsent()
    {
        await using var yard = await StartAsync();
        await using var driver = await yard.Manager.OpenContainerDriverAsync("fixture", yard.Instance(), CancellationToken.None);
        await driver.StartAsync(CancellationToken.None);
        using var output = new MemoryStream();

        var code = await driver.Capability<IContainerExec>()!.ExecAsync(
            Container, new ExecRequest { Command = ["a", "b c"], StandardOutput = output }, CancellationToken.None);

        Assert.Equal((7, "a b c"), (code, Encoding.UTF8.GetString(output.ToArray())));
        Assert.Empty(await driver.Capability<IContainerStats>()!.GetStatsAsync(CancellationToken.None));
        Assert.Null(driver.Capability<IContainerAttach>());
        Assert.Null(driver.Capability<IContainerUpdate>());
        Assert.Null(driver.Capability<IContainerPortForward>());
        Assert.Null(driver.Capability<IPodAdmission>());
    }

    [Fact]
    public async Task Driver_Replaced_FeaturesAndWatchesAreTheNewOnes()
    {
        await using var yard = await StartAsync();
        await using var driver = await yard.Manager.OpenContainerDriverAsync("fixture", yard.Instance(), CancellationToken.None);
        await driver.StartAsync(CancellationToken.None);

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=two");
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal("two", driver.Features.RuntimeName);
        await foreach (var node in driver.WatchNodeAsync(CancellationToken.None))
        {
            Assert.Equal("two", node.Labels["label"]);
            break;
        }

        await foreach (var item in driver.WatchContainersAsync(CancellationToken.None))
        {
            Assert.Equal(ContainerWatchKind.Synced, item.Kind);
            break;
        }
    }

    private static async Task<PluginYard> StartAsync()
    {
        var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("plugin"));
        await yard.Manager.StartAsync(CancellationToken.None);
        return yard;
    }
}
