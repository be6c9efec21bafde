using System.Runtime.CompilerServices;
using System.Text;
using Reeve;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Fixture;

/// <summary>Containers that are only imagined.</summary>
internal sealed class FixtureDriver(ProviderContext context) : IContainerDriver, IContainerExec, IContainerStats
{
    private readonly Journal _journal = new(context);

    public DriverFeatures Features { get; } = new() { RuntimeName = Behaviour.Label };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _journal.Write("start");
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new NodeDescription { Labels = new Dictionary<string, string> { ["label"] = Behaviour.Label } };
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken) =>
        Task.FromResult(new PodFacts { PodIPs = ["10.0.0.1", "fd00::1"] });

    public Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken) =>
        throw new FixtureException("no containers");

    public async Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        _journal.Write($"stop {container.Name} {signal} {gracePeriod.TotalSeconds}");
        await Task.Yield();
    }

    public Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken) =>
        throw new ProviderException(ErrorReason.NotFound, "no such container");

    public Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken) => Task.CompletedTask;

    public async IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return ContainerWatchItem.Synced;
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public async Task<int> ExecAsync(ContainerId container, ExecRequest request, CancellationToken cancellationToken)
    {
        await request.StandardOutput!.WriteAsync(Encoding.UTF8.GetBytes(string.Join(' ', request.Command)), cancellationToken);
        return 7;
    }

    public Task<IReadOnlyDictionary<ContainerId, ContainerStats>> GetStatsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ContainerId, ContainerStats>>(new Dictionary<ContainerId, ContainerStats>());

    public ValueTask DisposeAsync()
    {
        _journal.Write("dispose");
        return ValueTask.CompletedTask;
    }
}
