using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Nodes.Leases;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Runtime.Nodes.Status;

namespace Reeve.Runtime.Nodes;

/// <summary>One node in its cluster: registered, alive by its lease, and described by its status for as long as this runs. Thread-safe.</summary>
/// <remarks>
/// <code>
///   provider ─ description ─┐                        ┌─ register, if the node is not there (also: deleted behind our back)
///   machine ─ measurements ─┼─► every 10 s and upon ─┼─ repair labels
///   parts ─── readiness ────┤   each change          └─ write the status, if it differs from what the API has, or is 5 min old
///   API ───── own node ─────┘
/// </code>
/// One task writes the node, another one renews the lease; no failure of the API ends them.
/// </remarks>
public sealed partial class NodeController : IAsyncDisposable
{
    private readonly NodeOptions _options;
    private readonly ProviderNode _provider;
    private readonly NodeReadiness _readiness;
    private readonly Func<IReadOnlyList<ContainerImage>> _images;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NodeMetrics _metrics;
    private readonly NodeRecord _record;
    private readonly NodeLease _lease;
    private readonly NodeClaim _claim;
    private readonly NodeSync _sync;
    private readonly NodeObserver _observer;
    private readonly NodeMilestones _milestones;
    private readonly WakeSignal _work;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _loops = [];
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _kubeletPort = 10250;

    /// <summary>Creates a controller; nothing is asked or written before <see cref="Start"/>.</summary>
    /// <param name="options">How the node presents itself.</param>
    /// <param name="api">The API as the node, or as somebody who may manage it.</param>
    /// <param name="provider">What the backend says of itself.</param>
    /// <param name="readiness">Why the node is not ready.</param>
    /// <param name="images">Images on the node, now.</param>
    /// <param name="stateDirectory">The node's own state directory, held by this agent alone: it tells this agent from others of the same name.</param>
    /// <param name="events">Takes the events of the node.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes the logger.</param>
    /// <param name="meters">Makes the meter <c>Reeve.Runtime</c>; null for one that nobody owns but the controller.</param>
    public NodeController(
        NodeOptions options,
        IKubernetesApi api,
        ProviderNode provider,
        NodeReadiness readiness,
        Func<IReadOnlyList<ContainerImage>> images,
        string stateDirectory,
        IEventRecorder events,
        TimeProvider time,
        ILoggerFactory loggers,
        IMeterFactory? meters = null)
        : this(options, api, provider, readiness, images, stateDirectory, events, MachineFacts.Read(), new MachineSampler(stateDirectory), time, loggers, meters)
    {
    }

    internal NodeController(
        NodeOptions options,
        IKubernetesApi api,
        ProviderNode provider,
        NodeReadiness readiness,
        Func<IReadOnlyList<ContainerImage>> images,
        string stateDirectory,
        IEventRecorder events,
        NodeSystemInfo machine,
        IMachineSampler sampler,
        TimeProvider time,
        ILoggerFactory loggers,
        IMeterFactory? meters = null)
    {
        (_options, _provider, _readiness, _images, _time) = (options, provider, readiness, images, time);
        _work = new WakeSignal(time);
        _logger = loggers.CreateLogger<NodeController>();
        _metrics = new NodeMetrics(meters, options.Name, time);
        _record = new NodeRecord(options.Name, _logger);
        _lease = new NodeLease(
            api, options.Name, InstanceIdentity.Open(stateDirectory, machine.MachineID), options.LeaseDuration, _metrics, time, Random.Shared.NextDouble, _logger);
        _claim = new NodeClaim(api, options.Lease ? _lease : null, _logger);
        _sync = new NodeSync(options, api, new NodeStatusBuilder(options, machine, sampler, time), _metrics, time, _logger);
        _observer = new NodeObserver(api, options.Name, time, Random.Shared.NextDouble, _logger);
        _milestones = new NodeMilestones(options.Name, new NodeEvents(events, options.Name), _metrics, time, _logger);
    }

    /// <summary>Called with each newer object of the node; must return at once.</summary>
    public event Action<Node>? Updated
    {
        add => _record.Updated += value;
        remove => _record.Updated -= value;
    }

    /// <summary>Called when the cluster's store was found restored to an older state; must return at once.</summary>
    public event Action? Restored
    {
        add => _lease.Restored += value;
        remove => _lease.Restored -= value;
    }

    /// <summary>The port of the kubelet API, for <c>status.daemonEndpoints</c>; 10250 until it is set.</summary>
    public int KubeletPort
    {
        get => _kubeletPort;
        set
        {
            _kubeletPort = value;
            _work.Wake();
        }
    }

    /// <summary>The node as the API last had it; null before it is registered.</summary>
    public Node? Current => _record.Current;

    /// <summary>Completes when it is certain that no other agent uses the node's name. Before that no pod may be started.</summary>
    public Task Claimed => _claim.Claimed;

    /// <summary>Completes when the node is there.</summary>
    public Task<Node> Registered => _milestones.Registered;

    /// <summary>Completes when the API says for the first time that the node is ready.</summary>
    public Task<Node> Ready => _milestones.Ready;

    /// <summary>Completes only if the node cannot go on, with why: <see cref="NodeNameTakenException"/>.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Registers the node, once its provider has described it and nobody else uses its name, and keeps it alive.</summary>
    public void Start()
    {
        _provider.Changed += _work.Wake;
        _readiness.Changed += _work.Wake;
        Run(WriteAsync);
        Run(ObserveAsync);
        if (_options.Lease)
        {
            Run(RenewAsync);
        }
    }

    /// <summary>Says at once that the node is not ready, for good: the agent, or the machine, ends.</summary>
    /// <param name="problem">Why, as a phrase.</param>
    /// <param name="longest">How long to wait until the API says so; if it does not, the lease does when it runs out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task MarkNotReadyAsync(string problem, TimeSpan longest, CancellationToken cancellationToken)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(Node node) => _ = NodeMilestones.IsReady(node) || said.TrySetResult();
        Updated += Look;
        try
        {
            _readiness.Report("shutdown", problem);
            if (Current is { } node && NodeMilestones.IsReady(node))
            {
                await Task.WhenAny(said.Task, Task.Delay(longest, _time, cancellationToken));
            }
        }
        finally
        {
            Updated -= Look;
        }
    }

    /// <summary>Ends. The node stays, and is taken for lost when its lease has run out.</summary>
    public async ValueTask DisposeAsync()
    {
        _provider.Changed -= _work.Wake;
        _readiness.Changed -= _work.Wake;
        await _end.CancelAsync();
        await Task.WhenAll(_loops);
        _claim.Cancel();
        _milestones.Cancel();
        _metrics.Dispose();
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var retry = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), Random.Shared.NextDouble);
        var (failing, stale) = (false, false);
        while (true)
        {
            try
            {
                await _claim.EnsureAsync(cancellationToken);
                if (stale)
                {
                    // Others have written it, and the watch that tells of it may be late.
                    Take(await _observer.ReadAsync(cancellationToken), isGone: false, watched: false);
                    stale = false;
                }

                await SyncAsync(cancellationToken);
                if (failing)
                {
                    LogRecovered(_options.Name);
                    failing = false;
                }

                retry.Reset();
                await _work.WaitAsync(_options.StatusInterval, cancellationToken);
            }
            catch (KubernetesApiException e)
            {
                LogFailed(failing ? LogLevel.Debug : LogLevel.Warning, _options.Name, e.Message);
                (failing, stale) = (true, e.IsConflict);
                if (e.IsNotFound)
                {
                    Lose(null);
                }

                await Task.Delay(retry.Next(e.RetryAfter), _time, cancellationToken);
            }
        }
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        if (_provider.Description is not { } description)
        {
            return;
        }

        var (node, mark) = _record.Snapshot();
        node = await _sync.RunAsync(node, description, _claim.ServerVersion, _images(), KubeletPort, _readiness.Problem, cancellationToken);
        if (_record.TryKeep(node, mark))
        {
            _milestones.Reach(node);
        }
    }

    // A change by others is put right with the next look, so that two who disagree do not fight at full speed; a node that is gone, now.
    private void Lose(Node? node)
    {
        if (_record.Lose(node))
        {
            _work.Wake();
        }
    }

    private async Task ObserveAsync(CancellationToken cancellationToken)
    {
        await Registered.WaitAsync(cancellationToken);
        await _observer.RunAsync(node => Take(node, isGone: false, watched: false), (node, deleted) => Take(node, deleted, watched: true), cancellationToken);
    }

    private void Take(Node? node, bool isGone, bool watched)
    {
        if (isGone || node is null)
        {
            Lose(node);
        }
        else
        {
            _record.See(node, watched);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        // The node owns its lease, so that it goes with the node.
        await Registered.WaitAsync(cancellationToken);
        await _lease.RunAsync(() => Current?.Metadata.Uid, cancellationToken);
    }

    private void Run(Func<CancellationToken, Task> loop) => _loops.Add(Task.Run(async () =>
    {
        try
        {
            await loop(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The node ends.
        }
        catch (Exception e)
        {
            LogBroken(e is NodeNameTakenException ? null : e, _options.Name, e.Message);
            _broken.TrySetResult(e);
        }
    }));
}
