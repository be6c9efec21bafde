using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Runtime.Engine.Capabilities;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine;

/// <summary>
/// Turns a container driver into a workload provider with the kubelet's semantics: order of init containers and sidecars,
/// restarts and back-off, probes, hooks, deadlines, termination messages, volumes, environment. <c>docs/lifecycle.md</c> describes
/// them, and where they differ from the kubelet's.
/// </summary>
/// <remarks>
/// Each pod is an actor, decided for by a pure planner (<c>Planning/PodPlanner</c>). The driver belongs to who made it: it is started
/// before the engine and disposed of after it. Thread-safe.
/// </remarks>
public sealed class ContainerEngine : IWorkloadProvider, ICapabilities
{
    private readonly EngineServices _services;
    private readonly CapabilitySet _capabilities;
    private readonly EngineFeatures _features;
    private Task _watch = Task.CompletedTask;

    private ContainerEngine(IContainerDriver driver, EngineContext context)
    {
        _services = new EngineServices(driver, context);
        _capabilities = new CapabilitySet(_services);
        _features = new EngineFeatures(driver);
    }

    /// <inheritdoc/>
    public PodFeatures Features => _features.Get();

    /// <summary>Nothing is being decided or done at the moment; for tests that move the clock.</summary>
    internal bool IsQuiet => ArePodsQuiet && _services.Working == 0 && ArePodsQuiet;

    /// <summary>How many items of the driver's watch were handed on; for tests.</summary>
    internal int Watched => _services.Watched;

    /// <summary>The watcher of pods, if there can be one yet, has seen every report; for tests.</summary>
    internal bool IsSeen => !_services.Synced.Task.IsCompleted || _services.Feed.IsSeen;

    private bool ArePodsQuiet => _services.Pods.All.All(static pod => pod.IsQuiet);

    /// <summary>Creates an engine.</summary>
    /// <param name="driver">Runs single containers; started before the engine is, and not disposed of by it.</param>
    /// <param name="context">What the engine works with.</param>
    public static ContainerEngine Create(IContainerDriver driver, EngineContext context)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(context);
        return new ContainerEngine(driver, context);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_watch.IsCompleted)
        {
            _watch = new DriverWatch(_services).RunAsync();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) =>
        _services.Driver.WatchNodeAsync(cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => _services.Images.DescribeInputs(pod);

    /// <inheritdoc/>
    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pod);
        _services.Pods.GetOrAdd(pod.Id).Post(actor => actor.Accept(pod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        await _services.Synced.Task.WaitAsync(cancellationToken);
        var actor = Find(pod);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var unattended = await actor.AskAsync(self =>
        {
            if (self.Accepted is null)
            {
                return self.Observations.Where(static observation => observation.State == ContainerRunState.Running)
                    .Select(static observation => observation.Id).ToList();
            }

            self.WhenTakenOver(state => Kills.StopPod(state, gracePeriod, _services.Now));
            self.WhenIdle(ended);
            return null;
        }).WaitAsync(cancellationToken);

        // A pod that nobody started with this engine has no hooks that it knows of.
        await (unattended is null
            ? ended.Task.WaitAsync(cancellationToken)
            : Task.WhenAll(unattended.Select(id => StopContainerAsync(id, gracePeriod, cancellationToken))));
    }

    /// <inheritdoc/>
    public async Task RemovePodAsync(PodId pod, CancellationToken cancellationToken)
    {
        await _services.Synced.Task.WaitAsync(cancellationToken);
        var actor = _services.Pods.Find(pod);
        if (actor is not null)
        {
            await StopPodAsync(pod, TimeSpan.Zero, cancellationToken);
        }

        var known = actor is not null;
        try
        {
            await _services.Driver.RemoveSandboxAsync(pod, cancellationToken);
            known = true;
        }
        catch (ProviderException e) when (e.Reason == ErrorReason.NotFound)
        {
            // Files may be left even so.
        }

        await _services.Logs.RemoveAsync(pod);
        await _services.Volumes.RemoveAsync(pod, cancellationToken);
        _services.Images.Release(pod);
        if (actor is not null)
        {
            await actor.AskAsync(static self =>
            {
                self.Remove();
                return true;
            });
        }

        if (!known)
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no pod {pod}.");
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) =>
        _services.Feed.WatchAsync(_services.Listed.Task, cancellationToken);

    /// <inheritdoc/>
    public T? Find<T>()
        where T : class => _capabilities.Find<T>() ?? this as T;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.StopAsync();
        await _watch;
        _services.Dispose();
    }

    private PodActor Find(PodId pod) =>
        _services.Pods.Find(pod) ?? throw new ProviderException(ErrorReason.NotFound, $"There is no pod {pod}.");

    private async Task StopContainerAsync(ContainerId container, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        try
        {
            await _services.Driver.StopContainerAsync(container, null, gracePeriod, cancellationToken);
        }
        catch (ProviderException e) when (e.Reason == ErrorReason.NotFound)
        {
            // It has ended by itself.
        }
    }
}
