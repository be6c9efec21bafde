using System.Diagnostics.Metrics;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Plugins;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Plugins;

public sealed class GuardTests
{
    private static readonly PodId Pod = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "1" };

    [Fact]
    public async Task Call_PluginThrowsItsOwnException_BecomesOneOfTheHost()
    {
        await using var yard = await StartAsync("removePod=throw");
        await using var provider = await yard.OpenStartedAsync();

        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.RemovePodAsync(Pod, CancellationToken.None));

        Assert.Equal(ErrorReason.Unknown, failure.Reason);
        Assert.Null(failure.InnerException);
        Assert.Contains("FixtureException: thrown in removePod", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("FixtureWorkload", failure.StackTrace!, StringComparison.Ordinal);
        Assert.Contains(yard.Logs, line => line.Contains("1321", StringComparison.Ordinal) && line.Contains("FixtureWorkload", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_PluginThrowsProviderException_KeepsReasonAndDropsTheCause()
    {
        await using var yard = await StartAsync("removePod=fail");
        await using var provider = await yard.OpenStartedAsync();

        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.RemovePodAsync(Pod, CancellationToken.None));

        Assert.Equal((ErrorReason.Unsupported, "failed in removePod"), (failure.Reason, failure.Message));
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task Call_SynchronousMemberThrows_BecomesOneOfTheHost()
    {
        await using var yard = await StartAsync();
        await using var provider = await yard.OpenStartedAsync();

        var failure = Assert.Throws<ProviderException>(() => provider.DescribeInputs(new Pod()));

        Assert.Contains("no inputs", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start=hang")]
    [InlineData("start=wait")]
    public async Task StartAsync_PluginDoesNotAnswer_EndsAtTheDeadline(string behaviour)
    {
        await using var yard = await StartAsync(behaviour, options => options with { Calls = new() { Start = TimeSpan.FromSeconds(3) } });
        await using var provider = await yard.OpenAsync();

        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.StartAsync(CancellationToken.None));

        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Contains("did not answer start within 3 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_FailedAndTriedAgain_GetsAnObjectOfItsOwn()
    {
        await using var yard = await StartAsync();
        await using var provider = await yard.OpenAsync();
        var down = Path.Combine(yard.State("node-a"), "backend-down");
        await File.WriteAllTextAsync(down, "");

        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.StartAsync(CancellationToken.None));
        File.Delete(down);
        await provider.StartAsync(CancellationToken.None);

        Assert.Equal((ErrorReason.Transient, "the backend is down"), (failure.Reason, failure.Message));
        Assert.Equal(["start one", "dispose one", "start one"], yard.Journal());
        Assert.Equal("one", await PluginYard.ExecAsync(provider, "label"));
    }

    [Fact]
    public async Task Call_CallerCancels_IsCancelledNotFailed()
    {
        await using var yard = await StartAsync();
        await using var provider = await yard.OpenStartedAsync();
        using var cancel = new CancellationTokenSource();

        var stop = provider.StopPodAsync(Pod, TimeSpan.FromHours(1), cancel.Token);
        await Eventually.TrueAsync(() => yard.Journal().Contains("stopping one"), "the call is inside");
        await cancel.CancelAsync();

        var failure = await Assert.ThrowsAsync<OperationCanceledException>(() => stop);
        Assert.Equal(cancel.Token, failure.CancellationToken);
    }

    [Fact]
    public async Task Call_PluginBlocksItsThread_CallerCanStillLeave()
    {
        await using var yard = await StartAsync();
        await using var provider = await yard.OpenStartedAsync();
        using var cancel = new CancellationTokenSource();

        var exec = provider.Capability<IPodExec>()!.ExecAsync(Pod, "main", new ExecRequest { Command = ["block"] }, cancel.Token);
        Assert.False(exec.IsCompleted);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => exec.WaitAsync(Eventually.Deadline));
    }

    [Fact]
    public async Task Capability_Asked_IsGuardedOrAbsent()
    {
        await using var yard = await StartAsync();
        await using var provider = await yard.OpenStartedAsync();

        Assert.Null(provider.Capability<IPodLogs>());
        Assert.Null(provider.Capability<IDisposable>());
        var exec = provider.Capability<IPodExec>()!;
        Assert.Equal(typeof(IPluginManager).Assembly, exec.GetType().Assembly);
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => exec.ExecAsync(Pod, "main", new ExecRequest { Command = ["throw"] }, CancellationToken.None));
        Assert.Contains("thrown in exec", failure.Message, StringComparison.Ordinal);
        Assert.Single(await provider.Capability<IPodStats>()!.GetStatsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Watch_Answers_HoldNothingOfThePlugin()
    {
        await using var yard = await StartAsync();
        await using var provider = await yard.OpenStartedAsync();

        NodeDescription? node = null;
        await foreach (var item in provider.WatchNodeAsync(CancellationToken.None))
        {
            node = item;
            break;
        }

        Assert.Equal("one", node!.Labels["label"]);
        Assert.False(node.Addresses.GetType().Assembly.IsCollectible);
    }

    [Fact]
    public async Task Watch_PluginThrows_BecomesOneOfTheHost()
    {
        await using var yard = await StartAsync("watch=throw");
        await using var provider = await yard.OpenStartedAsync();
        List<PodWatchItem> items = [];

        var failure = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            await foreach (var item in provider.WatchPodsAsync(CancellationToken.None))
            {
                items.Add(item);
            }
        });

        Assert.Equal(2, items.Count);
        Assert.Contains("thrown in watch", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_CallerCancels_Ends()
    {
        await using var yard = await StartAsync();
        await using var provider = await yard.OpenStartedAsync();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in provider.WatchPodsAsync(cancel.Token))
            {
                if (item.Kind == PodWatchKind.Synced)
                {
                    await cancel.CancelAsync();
                }
            }
        });
    }

    [Fact]
    public async Task DisposeAsync_PluginThrows_IsLoggedAndOver()
    {
        await using var yard = await StartAsync("dispose=throw");
        var provider = await yard.OpenStartedAsync();

        await provider.DisposeAsync();
        await provider.DisposeAsync();

        Assert.Equal(["start one", "dispose one"], yard.Journal());
        Assert.Contains(yard.Logs, line => line.Contains("1333", StringComparison.Ordinal));
        Assert.Equal(0, yard.Info("fixture-00").Instances);
        await Assert.ThrowsAsync<ProviderException>(() => provider.RemovePodAsync(Pod, CancellationToken.None));
    }

    [Fact]
    public async Task Call_Ended_IsMeasured()
    {
        await using var yard = await StartAsync("removePod=fail");
        List<string> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "reeve.provider.call.duration" && instrument.Meter.Scope == yard.MeterFactory)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            measured.Add(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        listener.Start();
        await using var provider = await yard.OpenStartedAsync();
        await Assert.ThrowsAsync<ProviderException>(() => provider.RemovePodAsync(Pod, CancellationToken.None));

        Assert.Contains(
            "reeve.provider.kind=workload reeve.provider.name=fixture reeve.provider.instance=node-a reeve.operation=remove_pod error.type=unsupported", measured);
    }

    private static async Task<PluginYard> StartAsync(string? behaviour = null, Func<PluginOptions, PluginOptions>? configure = null)
    {
        var yard = new PluginYard(configure);
        FixturePlugins.Write(yard.Place("good"), behaviour: behaviour is null ? [] : [behaviour]);
        await yard.Manager.StartAsync(CancellationToken.None);
        return yard;
    }
}
