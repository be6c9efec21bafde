using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Nodes.Leases;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Runtime.Nodes.Registration;
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
    private readonly IKubernetesApi _api;
    private readonly ProviderNode _provider;
    private readonly NodeReadiness _readiness;
    private readonly Func<IReadOnlyList<ContainerImage>> _images;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NodeEvents _events;
    private readonly NodeStatusBuilder _builder;
    private readonly NodeRegistrar _registrar;
    private readonly ProviderMarks _marks;
    private readonly NodeLease _lease;
    private readonly NodeObserver _observer;
    private readonly WakeSignal _work;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _loops = [];
    private readonly TaskCompletionSource _claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Node> _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Node> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _serverVersion;
    private Node? _node;
    private int _deletions;
    private volatile int _kubeletPort = 10250;
    private long _reported;
    private bool? _wasReady;

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
    public NodeController(
        NodeOptions options,
        IKubernetesApi api,
        ProviderNode provider,
        NodeReadiness readiness,
        Func<IReadOnlyList<ContainerImage>> images,
        string stateDirectory,
        IEventRecorder events,
        TimeProvider time,
        ILoggerFactory loggers)
        : this(options, api, provider, readiness, images, stateDirectory, events, MachineFacts.Read(), new MachineSampler(stateDirectory), time, loggers)
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
        ILoggerFactory loggers)
    {
        (_options, _api, _provider, _readiness, _images, _time) = (options, api, provider, readiness, images, time);
        _work = new WakeSignal(time);
        _logger = loggers.CreateLogger<NodeController>();
        _events = new NodeEvents(events, options.Name);
        _builder = new NodeStatusBuilder(options, machine, sampler, time);
        _registrar = new NodeRegistrar(options, api, _logger);
        _marks = new ProviderMarks(options.Name, api, _logger);
        _observer = new NodeObserver(api, options.Name, time, Random.Shared.NextDouble, _logger);
        _lease = new NodeLease(
            api, options.Name, InstanceIdentity.Open(stateDirectory, machine.MachineID), options.LeaseDuration, time, Random.Shared.NextDouble, _logger);
    }

    /// <summary>Called with each newer object of the node; must return at once.</summary>
    public event Action<Node>? Updated;

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
    public Node? Current
    {
        get
        {
            lock (_lock)
            {
                return _node;
            }
        }
    }

    /// <summary>Completes when it is certain that no other agent uses the node's name. Before that no pod may be started.</summary>
    public Task Claimed => _claimed.Task;

    /// <summary>Completes when the node is there.</summary>
    public Task<Node> Registered => _registered.Task;

    /// <summary>Completes when the API says for the first time that the node is ready.</summary>
    public Task<Node> Ready => _ready.Task;

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
        void Look(Node node) => _ = IsReady(node) || said.TrySetResult();
        Updated += Look;
        try
        {
            _readiness.Report("shutdown", problem);
            if (Current is { } node && IsReady(node))
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
        _claimed.TrySetCanceled();
        _registered.TrySetCanceled();
        _ready.TrySetCanceled();
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var retry = new RetryPause(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), Random.Shared.NextDouble);
        var failing = false;
        while (true)
        {
            try
            {
                await ClaimAsync(cancellationToken);
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
                failing = true;
                if (e.IsNotFound)
                {
                    See(null, deleted: true);
                }

                await Task.Delay(retry.Next(e.RetryAfter), _time, cancellationToken);
            }
        }
    }

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        if (_claimed.Task.IsCompleted)
        {
            return;
        }

        var version = ReadVersionAsync(cancellationToken);
        await Task.WhenAll(version, _options.Lease ? _lease.ClaimAsync(cancellationToken) : Task.CompletedTask);
        _serverVersion = await version;
        _claimed.TrySetResult();
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        if (_provider.Description is not { } description)
        {
            return;
        }

        var system = _builder.SystemInfo(description, _serverVersion!);
        var wanted = _builder.Build(description, system, _images(), KubeletPort, _readiness.Problem);
        var (node, deletions) = Snapshot();
        if (node is null)
        {
            var status = Stamp(wanted, []);
            node = await _registrar.RegisterAsync(description, system, status, cancellationToken);
            _reported = _time.GetTimestamp();
        }

        node = await _registrar.RepairAsync(node, description, system, cancellationToken);
        node = await _marks.ApplyAsync(node, description, cancellationToken);
        if (NodeStatusPatch.IsNeeded(node.Status, wanted) || _time.GetElapsedTime(_reported) >= (_options.Lease ? _options.ReportInterval : _options.StatusInterval))
        {
            var patch = NodeStatusPatch.Create(node.Status, Stamp(wanted, node.Status.Conditions));
            node = await _api.PatchAsync(ApiResources.Nodes.Status, null, _options.Name, patch, cancellationToken);
            _reported = _time.GetTimestamp();
        }

        Keep(node, deletions);
    }

    private (Node? Node, int Deletions) Snapshot()
    {
        lock (_lock)
        {
            return (_node, _deletions);
        }
    }

    private NodeStatus Stamp(NodeStatus status, IReadOnlyList<NodeCondition> before) =>
        status with { Conditions = NodeConditionMerge.Stamp(status.Conditions, before, _time.GetUtcNow()) };

    // What was just written is newer than anything that a watch told meanwhile.
    private void Keep(Node node, int deletions)
    {
        lock (_lock)
        {
            if (deletions != _deletions)
            {
                return; // unless that it went away
            }

            _node = node;
        }

        Updated?.Invoke(node);
        _registered.TrySetResult(node);
        _events.Look(node);
        var isReady = IsReady(node);
        if (isReady)
        {
            _ready.TrySetResult(node);
        }

        if (_wasReady != isReady)
        {
            _wasReady = isReady;
            LogReadiness(
                isReady ? LogLevel.Information : LogLevel.Warning,
                _options.Name,
                isReady ? "ready" : $"not ready: {node.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionTypes.Ready)?.Message}");
        }
    }

    private void See(Node? node, bool deleted, bool watched = false)
    {
        lock (_lock)
        {
            if (deleted)
            {
                // An older object of this name may be told of after the new one was made.
                if (_node is null || (node is not null && node.Metadata.Uid != _node.Metadata.Uid))
                {
                    return;
                }

                LogDeleted(_options.Name);
                _deletions++;
                _node = null;
            }
            else if (_node is not null && watched && IsOlder(node!, _node))
            {
                return;
            }
            else if (_node is null)
            {
                return; // registering finds it
            }
            else
            {
                _node = node;
            }
        }

        if (!deleted)
        {
            Updated?.Invoke(node!);
        }

        // A change by others is put right with the next look, so that two who disagree do not fight at full speed; a node that is gone, now.
        if (deleted)
        {
            _work.Wake();
        }
    }

    private static bool IsOlder(Node one, Node other) =>
        long.TryParse(one.Metadata.ResourceVersion, out var left) && long.TryParse(other.Metadata.ResourceVersion, out var right) && left < right;

    private static bool IsReady(Node node) =>
        node.Status.Conditions.Any(condition => condition.Type == NodeConditionTypes.Ready && condition.Status == ConditionStatuses.True);

    private async Task ObserveAsync(CancellationToken cancellationToken)
    {
        await Registered.WaitAsync(cancellationToken);
        await _observer.RunAsync(node => See(node, node is null), (node, deleted) => See(node, deleted, watched: true), cancellationToken);
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        // The node owns its lease, so that it goes with the node.
        await Registered.WaitAsync(cancellationToken);
        await _lease.RunAsync(() => Current?.Metadata.Uid, cancellationToken);
    }

    private async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await _api.GetVersionAsync(cancellationToken);
            return version.GitVersion is { Length: > 0 } text ? text.Split('+', '-')[0] : $"v{version.Major}.{version.MinorNumber}.0";
        }
        catch (KubernetesApiException e) when (!e.IsTransient)
        {
            LogNoVersion(e.Message);
            return "v1.20.0"; // the oldest that is supported
        }
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
