using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Machine.Containers;
using Reeve.Machine.Nodes;
using Reeve.Machine;
using Reeve.Plugins.Systemd.Cgroups;
using Reeve.Plugins.Systemd.Containers;
using Reeve.Plugins.Systemd.Networks;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd;

/// <summary>The driver: a container is a transient service, a pod a slice.</summary>
internal sealed class SystemdDriver(ProviderContext context) : IContainerDriver, IContainerExec, IContainerAttach, IContainerPortForward, IContainerStats, IContainerUpdate, ISandboxUpdate, ISandboxStorage, IContainerLogStore, IPodAdmission
{
    private readonly ContainerTable<SystemdContainer> _table = new();
    private readonly AddressCache _addresses = new(context.TimeProvider);
    private DriverState? _state;

    public DriverFeatures Features => State.Features;

    /// <summary>The networks of its pods.</summary>
    internal PodNetworks Networks => State.Networks;

    private DriverState State => _state ?? throw new ProviderException(ErrorReason.Conflict, "The systemd provider is not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = context.Options.Get(SystemdJson.Default.SystemdOptions);
        var state = await DriverState.CreateAsync(context, options, _table, cancellationToken);
        try
        {
            // First, so that no end falls between the look and the watch.
            state.Supervision.Begin(UnitNames.PrefixOf(context.Owner));
            var containers = await state.Adoption.AdoptAsync(cancellationToken);
            foreach (var container in containers)
            {
                state.Supervision.Add(container);
            }

            await state.Networks.AdoptAsync(cancellationToken);
            await state.Room.Namespaces.AdoptAsync(cancellationToken);
            var kept = containers.Select(container => container.Id.Token).ToHashSet();
            state.Environments.DeleteAllBut(kept);
            state.Roots.DeleteAllBut(kept);
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

    public async Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        await State.Starter.PrepareAsync(sandbox, State.Options.PodPids, cancellationToken);
        var addresses = _addresses.Get();
        var inUse = _table.OfPod(sandbox.Id).Any(container => container.IsRunning);
        var own = await State.Networks.PrepareAsync(sandbox, inUse, cancellationToken);
        var facts = new PodFacts { PodIPs = own ?? addresses, HostIPs = addresses, BackendHandle = UnitNames.Slice(sandbox.Id) };
        State.Starter.PrepareFiles(sandbox, facts);
        return facts;
    }

    public async Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        if (_table.Find(launch.Id) is { } existing)
        {
            return existing.Observation;
        }

        return await State.Supervision.StartAsync(launch, cancellationToken);
    }

    public Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken) =>
        State.Supervision.StopAsync(_table.Get(container), SignalNames.Get(signal ?? Features.DefaultStopSignal), gracePeriod, cancellationToken);

    public Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken) =>
        State.Supervision.RemoveAsync(_table.Get(container), cancellationToken);

    public async Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken)
    {
        var slice = UnitNames.Slice(pod);
        var containers = _table.OfPod(pod).ToList();
        if (containers.Count == 0 && !State.Networks.Knows(pod) && (await State.Manager.ListUnitsAsync(slice, cancellationToken)).Count == 0)
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no container of pod {pod}.");
        }

        await Task.WhenAll(containers.Select(container => State.Supervision.RemoveAsync(container, cancellationToken)));
        await State.Networks.RemoveAsync(pod, cancellationToken);
        await State.Supervision.UnloadAsync(slice, cancellationToken);
        State.Room.Clean(pod);
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

    public Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken) =>
        PodPorts.ForwardAsync(_table.OfPod(pod), port, connection, cancellationToken);

    public async Task<IReadOnlyDictionary<ContainerId, ContainerStats>> GetStatsAsync(CancellationToken cancellationToken)
    {
        var containers = _table.All.Where(static container => container.IsRunning).ToList();
        var written = await State.Written.GetAsync([.. containers.Where(static container => container.Fields.HasRoot).Select(static container => container.Id.Token)], cancellationToken);
        return UnitStats.Measure(containers, State.Cgroups, written, context.TimeProvider.GetUtcNow());
    }

    public Task<PodChangeResult> UpdateResourcesAsync(ContainerId container, ResourceRequirements resources, CancellationToken cancellationToken) =>
        State.Resources.UpdateAsync(_table.Get(container), resources, cancellationToken);

    public Task<PodChangeResult> UpdateResourcesAsync(ResolvedPod pod, CancellationToken cancellationToken) => State.Resources.UpdateAsync(pod, cancellationToken);

    public Task<long> GetUsedBytesAsync(PodId pod, CancellationToken cancellationToken) => State.Room.Files.MeasureAsync(pod, cancellationToken);

    public Task<bool> ReadLogsAsync(ContainerId container, LogQuery query, Stream output, CancellationToken cancellationToken) =>
        State.Logs.ReadAsync(container, query, output, cancellationToken);

    public IReadOnlyList<FieldError> Validate(Pod pod) => [.. State.Admission.Validate(pod), .. NetworkAdmission.Validate(pod, State.NetworkSettings)];

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
