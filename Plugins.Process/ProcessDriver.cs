using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Machine.Containers;
using Reeve.Machine.Nodes;
using Reeve.Machine;
using Reeve.Plugins.Process.Admission;
using Reeve.Plugins.Process.Execution;
using Reeve.Plugins.Process.Identity;
using Reeve.Plugins.Process.Mounts;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervision;
using Reeve.Plugins.Process.Supervisor;
using Reeve.Workloads;

namespace Reeve.Plugins.Process;

/// <summary>The driver: a container is a process tree of this machine under a supervisor of its own (<c>Supervisor/supervisor.c</c>).</summary>
internal sealed class ProcessDriver(ProviderContext context)
    : IContainerDriver, IContainerExec, IContainerAttach, IContainerStats, IContainerPortForward, IPodAdmission
{
    private readonly ContainerTable<SupervisedContainer> _table = new();
    private readonly AddressCache _addresses = new(context.TimeProvider);
    private DriverState? _state;

    public DriverFeatures Features => State.Features;

    private DriverState State => _state ?? throw new ProviderException(ErrorReason.Conflict, "The process provider is not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = context.Options.Get(ProcessJson.Default.ProcessOptions);
        var state = await DriverState.CreateAsync(context, options, _table, cancellationToken);
        try
        {
            foreach (var container in await state.Adoption.AdoptAsync(cancellationToken))
            {
                state.Supervision.Add(container);
            }

            _state = state;
        }
        finally
        {
            if (_state is null)
            {
                await state.DisposeAsync();
            }
        }
    }

    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) =>
        NodeWatch.WatchAsync(State.Node, cancellationToken);

    public Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        // Containers share the machine's network.
        var addresses = _addresses.Get();
        return Task.FromResult(new PodFacts { PodIPs = addresses, HostIPs = addresses });
    }

    public async Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        if (_table.Find(launch.Id) is { } existing)
        {
            return existing.Observation;
        }

        var container = await State.Starter.StartAsync(launch, cancellationToken);
        var observation = container.Observation; // as it started; its end, which may follow at once, is a change for the watch
        State.Supervision.Add(container);
        return observation;
    }

    public Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken) =>
        State.Supervision.StopAsync(_table.Get(container), SignalNames.Get(signal ?? Features.DefaultStopSignal), gracePeriod, cancellationToken);

    public Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken) =>
        State.Supervision.RemoveAsync(_table.Get(container), cancellationToken);

    public async Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken)
    {
        var containers = _table.OfPod(pod).ToList();
        if (containers.Count == 0)
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no container of pod {pod}.");
        }

        await Task.WhenAll(containers.Select(container => State.Supervision.RemoveAsync(container, cancellationToken)));
    }

    public IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync(CancellationToken cancellationToken)
    {
        _ = State;
        return _table.WatchAsync(cancellationToken);
    }

    public Task<int> ExecAsync(ContainerId container, ExecRequest request, CancellationToken cancellationToken) =>
        State.Exec.RunAsync(_table.Get(container), request, cancellationToken);

    public Task AttachAsync(ContainerId container, AttachRequest request, CancellationToken cancellationToken) =>
        State.Attach.RunAsync(_table.Get(container), request, cancellationToken);

    public Task<IReadOnlyDictionary<ContainerId, ContainerStats>> GetStatsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(TreeStats.Measure(_table.All, context.TimeProvider.GetUtcNow()));

    public Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken) =>
        _table.OfPod(pod).Any()
            ? PortForward.RunAsync(port, connection, cancellationToken)
            : throw new ProviderException(ErrorReason.NotFound, $"There is no container of pod {pod}.");

    public IReadOnlyList<FieldError> Validate(Pod pod) => State.Admission.Validate(pod);

    public async ValueTask DisposeAsync()
    {
        if (_state is { } state)
        {
            _state = null;
            await state.DisposeAsync();
        }

        _table.Close();
    }
}
