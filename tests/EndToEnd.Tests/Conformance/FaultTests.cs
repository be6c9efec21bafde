using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Outbox;
using Reeve.Plugins;
using Reeve.TestKit;
using Reeve.TestKit.Faults;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.EndToEnd.Conformance;

/// <summary>Faults that the test kit puts before a provider: each does what it says, and nothing else.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Meter _meter = new("test");
    private readonly ManualTimeProvider _time = new();
    private readonly FaultPlan _plan = new();

    private static Owner Owner { get; } = new() { Cluster = "c", Node = "n" };

    public void Dispose()
    {
        _meter.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Slow_Call_TakesThatLong()
    {
        await using var provider = await OpenAsync();
        _plan.Slow(nameof(IWorkloadProvider.StartPodAsync), TimeSpan.FromMinutes(1));

        var start = provider.StartPodAsync(Pod(), CancellationToken.None);
        await Eventually.TrueAsync(() => _plan.Left == 0, "the call was made");
        Assert.Empty(Letters());
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return start.IsCompleted;
            },
            "the call ends");

        await start;
        Assert.Single(Letters());
    }

    [Fact]
    public async Task Throw_Calls_FailAndNothingIsDone()
    {
        await using var provider = await OpenAsync();
        _plan.Throw(nameof(IWorkloadProvider.StartPodAsync), ErrorReason.Exhausted, times: 2);

        for (var i = 0; i < 2; i++)
        {
            var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.StartPodAsync(Pod(), CancellationToken.None));
            Assert.Equal(ErrorReason.Exhausted, failure.Reason);
            Assert.Empty(Letters());
        }

        await provider.StartPodAsync(Pod(), CancellationToken.None);
        Assert.Single(Letters());
    }

    [Fact]
    public async Task LoseAnswer_Call_FailsAndIsDone()
    {
        await using var provider = await OpenAsync();
        _plan.LoseAnswer(nameof(IWorkloadProvider.StartPodAsync));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.StartPodAsync(Pod(), CancellationToken.None));

        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Single(Letters());
    }

    [Fact]
    public async Task Cancel_Call_IsCancelledThoughNobodyAsked()
    {
        await using var provider = await OpenAsync();
        _plan.Cancel(nameof(IWorkloadProvider.RemovePodAsync));

        await Assert.ThrowsAsync<OperationCanceledException>(() => provider.RemovePodAsync(Pod().Id, CancellationToken.None));
    }

    [Fact]
    public async Task Restart_Call_EndsWatchesAndTheNextOneFindsEverything()
    {
        await using var provider = await OpenAsync();
        var pod = Pod();
        await provider.StartPodAsync(pod, CancellationToken.None);
        var first = new List<PodWatchItem>();
        var watching = Task.Run(async () =>
        {
            await foreach (var item in provider.WatchPodsAsync(CancellationToken.None))
            {
                lock (first)
                {
                    first.Add(item);
                }
            }
        });
        await Eventually.TrueAsync(() => IsComplete(first), "the watch is complete");

        _plan.Restart(nameof(IWorkloadProvider.StopPodAsync));
        await provider.StopPodAsync(pod.Id, TimeSpan.Zero, CancellationToken.None);
        await watching.WaitAsync(Eventually.Deadline);

        await foreach (var item in provider.WatchPodsAsync(CancellationToken.None))
        {
            Assert.Equal(pod.Id, item.Report?.Id);
            break;
        }
    }

    [Fact]
    public async Task Throw_Watch_FailsBeforeItsFirstItem()
    {
        await using var provider = await OpenAsync();
        _plan.Throw(nameof(IWorkloadProvider.WatchPodsAsync), ErrorReason.Transient);

        await using var watch = provider.WatchPodsAsync(CancellationToken.None).GetAsyncEnumerator();

        await Assert.ThrowsAsync<ProviderException>(async () => await watch.MoveNextAsync());
        Assert.Equal(["StartAsync", "WatchPodsAsync"], _plan.Calls);
    }

    private static bool IsComplete(List<PodWatchItem> items)
    {
        lock (items)
        {
            return items.Contains(PodWatchItem.Synced);
        }
    }

    private static ResolvedPod Pod() => SamplePods.Resolve(Owner, SamplePods.New("letter"));

    private string[] Letters() => Directory.GetFiles(_directory.Path, "*.letter");

    private async Task<IWorkloadProvider> OpenAsync()
    {
        var context = new ProviderContext
        {
            Name = "n",
            Owner = Owner,
            StateDirectory = _directory.Path,
            Logger = NullLogger.Instance,
            TimeProvider = TimeProvider.System,
            Meter = _meter,
        };
        var provider = FaultyProviders.Workload(() => new OutboxProvider(context), _plan, _time);
        await provider.StartAsync(CancellationToken.None);
        return provider;
    }
}
