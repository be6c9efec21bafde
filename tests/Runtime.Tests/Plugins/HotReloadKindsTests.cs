using System.Text.Json;
using NSubstitute;
using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Runtime.Plugins;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>Provisioners and proxies are replaced in ways of their own.</summary>
public sealed class HotReloadKindsTests
{
    [Fact]
    public async Task RescanAsync_ProvisionerAtWork_IsReplacedAfterwards()
    {
        await using var yard = await StartAsync("label=old");
        await using var provisioner = await yard.Manager.OpenClusterProvisionerAsync("fixture", yard.Instance("site"), CancellationToken.None);
        await provisioner.StartAsync(CancellationToken.None);
        var go = new TaskCompletionSource<string>();
        var context = Substitute.For<IStepContext>();
        context.GetSecretAsync("go", Arg.Any<CancellationToken>()).Returns(go.Task);
        var step = new ClusterStep { Id = "1", Kind = "k", Title = "t" };
        var operation = await provisioner.Capability<IProviderHold>()!.HoldAsync(CancellationToken.None);
        var apply = provisioner.ApplyAsync(step, JsonElement.Parse("{}"), context, CancellationToken.None);
        await Eventually.TrueAsync(() => yard.Journal("site").Contains("apply old"), "the step is applied");

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        await yard.Manager.RescanAsync(CancellationToken.None);
        Assert.Contains("when running operations have ended", yard.Info("fixture-00").Reason, StringComparison.Ordinal);
        go.SetResult("");
        await apply;

        // Between two steps of the operation the code stays the same.
        await yard.Manager.RescanAsync(CancellationToken.None);
        Assert.Equal("old", (await Observe()).Version);

        operation.Dispose();
        await Eventually.TrueAsync(async () => (await Observe()).Version == "new", "the new code serves");
        Assert.Equal(["start old", "apply old", "applied old", "dispose old", "start new"], yard.Journal("site"));
        await Eventually.TrueAsync(() => yard.Info("fixture-00").Version == "2.0.0", "the list says so");

        Task<ClusterObservation> Observe() => provisioner.ObserveAsync(
            new ClusterId { Owner = new Owner { Cluster = "c", Node = "site" }, Name = "one" }, context, CancellationToken.None);
    }

    [Fact]
    public async Task RescanAsync_Proxy_RunsBothThenDrainsTheOld()
    {
        await using var yard = await StartAsync("label=old");
        await using var proxy = await yard.Manager.OpenProxyProviderAsync("fixture", yard.Instance("edge"), CancellationToken.None);
        await proxy.StartAsync(CancellationToken.None);
        await proxy.ApplyAsync(new ProxySnapshot { Revision = 7 }, CancellationToken.None);

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal(
            ["start old", "apply 7 old", "start new", "apply 7 new", "drain old", "dispose old"], yard.Journal("edge"));
        var observation = await proxy.ObserveAsync(CancellationToken.None);
        Assert.Equal((7, "new"), (observation.Revision, observation.Faults["label"]));
        Assert.True(proxy.Capabilities.TakesSockets);
    }

    [Fact]
    public async Task RescanAsync_ProxyRefusesTheSnapshot_OldNeverStopped()
    {
        await using var yard = await StartAsync("label=old");
        await using var proxy = await yard.Manager.OpenProxyProviderAsync("fixture", yard.Instance("edge"), CancellationToken.None);
        await proxy.StartAsync(CancellationToken.None);
        await proxy.ApplyAsync(new ProxySnapshot { Revision = 7 }, CancellationToken.None);

        FixturePlugins.Write(yard.Place("plugin"), "fixture-00", "2.0.0", "label=new", "apply=fail");
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal(["start old", "apply 7 old", "start new", "dispose new"], yard.Journal("edge"));
        Assert.Equal("old", (await proxy.ObserveAsync(CancellationToken.None)).Faults["label"]);
    }

    private static async Task<PluginYard> StartAsync(string behaviour)
    {
        var yard = new PluginYard(options => options with { Debounce = TimeSpan.FromMilliseconds(10) });
        FixturePlugins.Write(yard.Place("plugin"), behaviour: behaviour);
        await yard.Manager.StartAsync(CancellationToken.None);
        return yard;
    }
}
