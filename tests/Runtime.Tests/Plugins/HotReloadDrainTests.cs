using System.IO.Pipelines;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Plugins;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>What becomes of calls that are under way when a plugin is replaced.</summary>
public sealed class HotReloadDrainTests
{
    private static readonly PodId Pod = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "1" };

    [Fact]
    public async Task RescanAsync_OpenSession_GetsTheDrainDeadlineThenIsCut()
    {
        var clock = new ManualTimeProvider();
        await using var yard = await PluginYard.StartedAsync(
            "label=old", options => options with { DrainDeadline = TimeSpan.FromSeconds(30), LoadDeadline = TimeSpan.FromDays(30) }, clock);
        await using var provider = await yard.OpenStartedAsync();
        var pipe = new Pipe();
        var session = provider.Capability<IPodExec>()!.ExecAsync(
            Pod, "main", new ExecRequest { Command = ["wait"], StandardInput = pipe.Reader.AsStream() }, CancellationToken.None);
        await Eventually.TrueAsync(() => yard.Journal().Contains("session old"), "the session is open");

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        var timers = clock.ActiveTimers;
        var rescan = yard.Manager.RescanAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => clock.ActiveTimers > timers, "the drain begins");

        // While the session drains, the old code answers.
        Assert.Equal("old", await PluginYard.ExecAsync(provider, "label"));
        await pipe.Writer.WriteAsync("x"u8.ToArray());
        await Eventually.TrueAsync(() => yard.Journal().Contains("input old"), "the session still works");
        Assert.False(session.IsCompleted);
        await PluginYard.AdvanceUntilAsync(clock, () => session.IsCompleted);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => session);
        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Contains("was replaced during exec", failure.Message, StringComparison.Ordinal);
        await rescan;
        Assert.Equal("new", await PluginYard.ExecAsync(provider, "label"));
    }

    [Fact]
    public async Task RescanAsync_SessionEndsInTime_IsNotCut()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenStartedAsync();
        var pipe = new Pipe();
        var session = provider.Capability<IPodExec>()!.ExecAsync(
            Pod, "main", new ExecRequest { Command = ["wait"], StandardInput = pipe.Reader.AsStream() }, CancellationToken.None);
        await Eventually.TrueAsync(() => yard.Journal().Contains("session old"), "the session is open");

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        var rescan = yard.Manager.RescanAsync(CancellationToken.None);
        await pipe.Writer.CompleteAsync();

        Assert.Equal(0, await session);
        await rescan;
        Assert.Equal("new", await PluginYard.ExecAsync(provider, "label"));
    }

    [Fact]
    public async Task RescanAsync_CallThatDoesNotEnd_IsCutAsTransient()
    {
        await using var yard = await PluginYard.StartedAsync("label=old", options => options with { SwapPause = TimeSpan.FromMilliseconds(200) });
        await using var provider = await yard.OpenStartedAsync();
        var stop = provider.StopPodAsync(Pod, TimeSpan.FromHours(1), CancellationToken.None);
        await Eventually.TrueAsync(() => yard.Journal().Contains("stopping old"), "the call is inside");

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        await yard.Manager.RescanAsync(CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => stop);
        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Equal("start new", yard.Journal()[^1]);
    }

    [Fact]
    public async Task RescanAsync_Removed_InstancesWaitAndComeBack()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenStartedAsync();

        Directory.Delete(yard.Place("plugin"), recursive: true);
        await yard.Manager.RescanAsync(CancellationToken.None);

        var info = yard.Info("fixture-00");
        Assert.Equal((PluginStatus.Disabled, 1), (info.Status, info.Instances));
        Assert.Contains("node-a cannot be served until it is back", info.Reason, StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.RemovePodAsync(Pod, CancellationToken.None));
        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Contains("put it back", failure.Message, StringComparison.Ordinal);
        await yard.Manager.UnloadsSettledAsync(CancellationToken.None);
        Assert.Equal(0, yard.Manager.LeakedContexts);

        FixturePlugins.Write(yard.Place("plugin"), behaviour: "label=back");
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal("back", await PluginYard.ExecAsync(provider, "label"));
        Assert.Equal(["start old", "dispose old", "start back"], yard.Journal());
    }
}
