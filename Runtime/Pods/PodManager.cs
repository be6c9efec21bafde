using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Admission;
using Reeve.Runtime.Pods.Events;
using Reeve.Runtime.Pods.Resolving;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.Pods.Workers;
using Reeve.Runtime.State;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods;

/// <inheritdoc cref="IPodManager"/>
public sealed partial class PodManager : IPodManager
{
    private readonly CancellationTokenSource _agent = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AsyncSignal _listed = new();
    private readonly List<Task> _loops = [];
    private readonly PodRegistry _registry = new();
    private readonly PodBroadcast _broadcast = new();
    private readonly PodStoreReader _reader;
    private readonly PodServices _services;
    private readonly PodEventArchive _archive;
    private readonly PodIntake _intake;
    private readonly IReadOnlyList<SourceWatch> _sources;
    private bool _isStopped;

    /// <summary>Creates a manager; <see cref="StartAsync"/> begins the work.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="provider">The provider, started; disposed by its owner, after the manager.</param>
    /// <param name="sources">Which pods shall run.</param>
    /// <param name="objects">What pods refer to.</param>
    /// <param name="state">Where records are kept; disposed by its owner, after the manager.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="loggers">Makes the logger.</param>
    /// <param name="meters">Makes the meter <c>Reeve.Runtime</c>; null for one that nobody owns but the manager.</param>
    /// <param name="reporter">Is told what becomes of the pods; null for nobody. Disposed by its owner, after the manager.</param>
    /// <param name="tokens">Gives tokens of service accounts; null where there is no cluster.</param>
    /// <param name="credentials">
    /// Gives the credentials of the provider's backend (<see cref="InputReference.Credentials"/>); null for <paramref name="objects"/>. Disposed by
    /// its owner, after the manager.
    /// </param>
    public PodManager(
        PodManagerOptions options,
        IWorkloadProvider provider,
        IReadOnlyList<IPodSource> sources,
        IObjectSource objects,
        StateDirectory state,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        IMeterFactory? meters = null,
        IPodReporter? reporter = null,
        IServiceAccountTokens? tokens = null,
        ICredentialSource? credentials = null)
        : this(options, provider, sources, objects, new PodStore(state, loggers.CreateLogger<PodStore>()), new PodStoreReader(state.FullPath), timeProvider, loggers, meters, reporter, tokens, credentials)
    {
    }

    internal PodManager(
        PodManagerOptions options,
        IWorkloadProvider provider,
        IReadOnlyList<IPodSource> sources,
        IObjectSource objects,
        IPodStore store,
        PodStoreReader reader,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        IMeterFactory? meters,
        IPodReporter? reporter = null,
        IServiceAccountTokens? tokens = null,
        ICredentialSource? credentials = null)
    {
        var logger = loggers.CreateLogger<PodManager>();
        var metrics = new PodMetrics(meters, options.Owner.Node);
        _reader = reader;
        reporter ??= NoPodReporter.Instance;
        _services = new()
        {
            Options = options,
            Provider = provider,
            Objects = objects,
            Resolver = new PodResolver(objects, options.Owner, tokens, spec => KubernetesApiOf(spec, options, provider), credentials),
            Admission = new PodAdmission(provider, options),
            Store = store,
            Statuses = new PodStatusWriter(store, _broadcast, reporter, metrics, timeProvider, logger),
            Reporter = reporter,
            Tokens = tokens,
            Metrics = metrics,
            Gates = new PodGates(),
            StartSlots = new SemaphoreSlim(Math.Max(1, options.MaxParallelStarts)),
            TimeProvider = timeProvider,
            Logger = logger,
        };
        _archive = new PodEventArchive(options.MaxEvents, options.Owner.Node, store, reader.ReadEvents(), timeProvider, logger);
        _intake = new PodIntake(_services, _registry, _archive, _agent.Token);
        _sources = [.. sources.Select(source => new SourceWatch(source, _services, _intake))];
    }

    /// <inheritdoc/>
    public Task Synced => _synced.Task;

    /// <inheritdoc/>
    public Owner Owner => _services.Options.Owner;

    /// <inheritdoc/>
    public IWorkloadProvider Provider => _services.Provider;

    /// <inheritdoc/>
    public NodeDescription? Node => _services.Gates.Description;

    /// <inheritdoc/>
    public IReadOnlyList<PodRecord> Pods => PodOrder.Sort(_registry.All.Select(worker => worker.State.Record));

    /// <inheritdoc/>
    public PodRecord? Find(string podNamespace, string name) => _registry.FindByName(podNamespace, name)?.State.Record;

    /// <inheritdoc/>
    public PodRecord? FindByUid(string uid) => _registry.FindByUid(uid)?.State.Record;

    /// <inheritdoc/>
    public IReadOnlyList<Event> GetEvents(string? uid = null) => PodOrder.Sort(_registry.All.SelectMany(worker => worker.State.Events)
        .Concat(_archive.Snapshot())
        .DistinctBy(happened => happened.Metadata.Name) // of a pod that is about to leave the registry both have them
        .Where(happened => uid is null || happened.InvolvedObject.Uid == uid));

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var stored = _reader.ReadPods();
        foreach (var problem in _reader.Problems)
        {
            LogUnreadable(_services.Logger, problem);
        }

        await _services.Store.SweepAsync(stored.Select(pod => pod.Uid));
        foreach (var pod in stored)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _intake.Resume(pod);
        }

        LogStarted(_services.Logger, stored.Count);
        var inputs = new NodeInputs(_services);
        var backend = new BackendWatch(_services, _registry, inputs);
        var orphans = new OrphanRule(_services, _registry, _archive, _sources);
        Run(backend.WatchPodsAsync);
        Run(backend.WatchNodeAsync);
        Run(inputs.RunAsync);
        Run(token => orphans.RunAsync(_listed, token));
        Run(OpenAsync);
        Run(OpenToAdoptedAsync);
        foreach (var source in _sources)
        {
            Run(token => source.RunAsync(_listed.Set, token));
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(bool stopWorkloads, CancellationToken cancellationToken)
    {
        if (_isStopped)
        {
            return;
        }

        if (stopWorkloads)
        {
            var workers = _registry.All;
            foreach (var worker in workers)
            {
                worker.Stop();
            }

            await Task.WhenAll(workers.Select(worker => worker.Completion)).WaitAsync(cancellationToken);
        }

        _isStopped = true;
        await _agent.CancelAsync();
        await Task.WhenAll([.. _loops, .. _registry.All.Select(worker => worker.Completion)]);
        await _services.Statuses.DisposeAsync();
        await _services.Store.DisposeAsync();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<PodRecordChange> WatchAsync(CancellationToken cancellationToken) =>
        _broadcast.WatchAsync(() => Pods, cancellationToken);

    /// <inheritdoc/>
    public Task DeletePodAsync(string podNamespace, string name, TimeSpan? gracePeriod, CancellationToken cancellationToken) =>
        DeleteAsync(_registry.AllByName(podNamespace, name), $"{podNamespace}/{name}", gracePeriod, cancellationToken);

    /// <inheritdoc/>
    public Task DeletePodAsync(string uid, TimeSpan? gracePeriod, CancellationToken cancellationToken) =>
        DeleteAsync(_registry.FindByUid(uid) is { } worker ? [worker] : [], uid, gracePeriod, cancellationToken);

    /// <inheritdoc/>
    public Task EndPodAsync(string uid, TimeSpan? gracePeriod, PodFailure failure, CancellationToken cancellationToken) =>
        (_registry.FindByUid(uid) ?? throw new ProviderException(ErrorReason.NotFound, $"There is no pod {uid}."))
            .EndAsync(gracePeriod, failure).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void RefusePods(PodFailure failure) => _services.Admission.Close(failure);

    /// <summary>Ends the work; workloads go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(stopWorkloads: false, CancellationToken.None);
        _services.StartSlots.Dispose();
        _services.Metrics.Dispose();
        _agent.Dispose();
    }

    private static Task DeleteAsync(IReadOnlyList<PodWorker> workers, string name, TimeSpan? gracePeriod, CancellationToken cancellationToken)
    {
        if (workers.Count == 0)
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no pod {name}.");
        }

        foreach (var worker in workers)
        {
            worker.Delete(gracePeriod);
        }

        return Task.WhenAll(workers.Select(static worker => worker.Completion)).WaitAsync(cancellationToken);
    }

    // What has no network of its own cannot count on addresses of services.
    private static ServiceEndpoint? KubernetesApiOf(PodSpec spec, PodManagerOptions options, IWorkloadProvider provider) =>
        spec.HostNetwork == true || !provider.Features.Supports(PodFeature.PodNetwork) ? options.KubernetesApi : null;

    private void Run(Func<CancellationToken, Task> loop) => _loops.Add(Task.Run(async () =>
    {
        try
        {
            await loop(_agent.Token);
        }
        catch (OperationCanceledException) when (_agent.IsCancellationRequested)
        {
            // The agent ends.
        }
    }));

    // What an adopted pod refers to may come from its source, and its source may say that it is to go; but a pod that runs has to be looked
    // after also while its source is away.
    private async Task OpenToAdoptedAsync(CancellationToken cancellationToken)
    {
        await _services.Gates.Backend.WaitAsync(cancellationToken);
        var tried = Task.WhenAll(_sources.Select(source => source.Tried));
        await Task.WhenAny(tried, Task.Delay(_services.Options.SourcePatience, _services.TimeProvider, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        _services.Gates.OpenToAdopted();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _services.Gates.Backend.WaitAsync(cancellationToken);
        await Task.WhenAll(_sources.Select(source => source.Synced)).WaitAsync(cancellationToken);
        _services.Gates.OpenSources();
        _synced.TrySetResult();
    }
}
