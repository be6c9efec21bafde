using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Diagnostics;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.Pods.Sources;
using Reeve.Workloads;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Puts one node of a cluster together, and takes it apart in reverse.</summary>
/// <remarks>
/// <code>
///   state directory ─► connection ─► identity ─► name claimed ─► registered ─► ready
///                         │                          │
///   plugins ─► provider ──┴─► pods (those of before) ┴─► pods of the API server
/// </code>
/// Everything that does not need the other runs at the same time.
/// </remarks>
internal sealed class NodeHost : IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly Cli _cli;
    private readonly NodePlan _plan;
    private readonly AgentLayout _layout;
    private readonly ILoggerFactory _loggers;
    private readonly NodeReadiness _readiness = new();
    private readonly NodeFoundation _foundation;
    private ProviderNode? _description;
    private Background? _connecting;
    private ImageManager? _images;

    /// <summary>Prepares a node; nothing has started yet.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="plan">The node's configuration.</param>
    /// <param name="layout">The agent's state directory.</param>
    /// <param name="loggers">Makes loggers; belongs to the caller.</param>
    public NodeHost(Cli cli, NodePlan plan, AgentLayout layout, ILoggerFactory loggers)
    {
        (_cli, _plan, _loggers) = (cli, plan, loggers);
        Name = plan.Name ?? AgentOwner.MachineName;
        _layout = layout.Node(Name);
        _foundation = _parts.Own(new NodeFoundation(cli, plan.Options.Node, Name, _layout, loggers));
    }

    /// <summary>The node's name.</summary>
    public string Name { get; }

    /// <summary>The pods.</summary>
    public IPodManager Pods { get; private set; } = null!;

    /// <summary>The node in its cluster.</summary>
    public NodeController Controller { get; private set; } = null!;

    /// <summary>The node's own part of the agent.</summary>
    public IAgent Agent { get; private set; } = null!;

    /// <summary>Completes only if the node cannot go on, with why.</summary>
    public async Task<Exception> BrokenAsync() => await await Task.WhenAny(_connecting!.Failure, Controller.Broken);

    /// <summary>The cluster, for people.</summary>
    public string Cluster => _foundation.Connection.Connection.ToString();

    /// <summary>Opens what fails for a mistake of the user: the state directory and the kubeconfigs.</summary>
    public void Open() => _foundation.Open();

    /// <summary>Starts everything.</summary>
    /// <param name="plugins">The plugins, once they are loaded.</param>
    /// <param name="metrics">The agent's own metrics.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task StartAsync(Task<IPluginManager> plugins, MetricsCollector metrics, CancellationToken cancellationToken)
    {
        _readiness.Report("kubelet", "the kubelet API does not listen yet");
        _readiness.Report("pods", "the pods are not known yet");

        var events = _parts.Own(new EventRecorder(
            _foundation.Connection.Api, new EventRecorderOptions { Component = "kubelet", Host = Name }, _cli.Time, _loggers.CreateLogger<EventRecorder>()));

        // 1. The identity, the name's claim, the registration: as far as they get without the provider.
        var description = _description = new ProviderNode(_readiness, _cli.Time, _loggers.CreateLogger<ProviderNode>());
        var options = NodeOptionsReader.Read(_plan, Name);
        Controller = new NodeController(options, _foundation.Connection.Api, description, _readiness, Images, _foundation.State.FullPath, events, _cli.Time, _loggers);
        var view = new NodeView();
        Controller.Updated += view.Set;
        _connecting = new Background(ConnectAsync);

        // 2. The provider, and what it ran before.
        var backend = new PodBackend(_cli, _plan.Options, _layout, _loggers, () => RangesOf(view.Current));
        var manager = await plugins;
        var provider = await backend.OpenAsync(manager, _foundation.Owner, _parts, cancellationToken);
        _images = backend.Images;
        description.Start(provider);
        StartupTrace.Mark($"{Name}: provider");
        await StartPodsAsync(backend, provider, view, events, cancellationToken);
        await StartKubeletAsync(provider, description, metrics, cancellationToken);
        Agent = new LocalAgent(InfoOf(), _foundation.Owner, Pods, provider, backend.Images, manager);
        StartupTrace.Mark($"{Name}: pods");
    }

    /// <inheritdoc cref="NodeEnd"/>
    public Task EndAsync(CancellationToken cancellationToken) => new NodeEnd(_cli, _plan, Name, _loggers).RunAsync(Pods, Controller, cancellationToken);

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        // First who speaks for the node: that its parts end one after another is nothing to tell the cluster.
        await (_connecting?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Controller?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_description?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _parts.DisposeAsync();
    }

    private async Task StartPodsAsync(PodBackend backend, IWorkloadProvider provider, NodeView view, EventRecorder events, CancellationToken cancellationToken)
    {
        const string part = "pods";
        var api = _parts.Own(new PodApi(
            new PodApiOptions { Owner = _foundation.Owner, ClusterId = _foundation.Connection.Api.Endpoint.ClusterId, StateDirectory = _foundation.State.FullPath },
            _foundation.Connection.Api,
            events,
            view,
            _cli.Time,
            _loggers));
        Controller.Restored += api.Relist;
        Pods = _parts.Own(new PodManager(
            new PodManagerOptions
            {
                Owner = _foundation.Owner,
                IgnoredFeatures = backend.IgnoredFeatures(),
                Node = view,
                KubernetesApi = KubernetesApi(),
            },
            provider,
            [new ClaimedPodSource(api.Pods, Controller.Claimed), .. StaticPods()],
            api.Objects,
            _foundation.State,
            _cli.Time,
            _loggers,
            reporter: api.Reporter,
            tokens: api.Tokens,
            credentials: _foundation.Credentials));
        await Pods.StartAsync(cancellationToken);
        _ = Pods.Synced.ContinueWith(_ => _readiness.Report(part, null), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private static IReadOnlyList<string> RangesOf(Node? node) =>
        node?.Spec is not { } spec ? [] : spec.PodCIDRs.Count > 0 ? spec.PodCIDRs : spec.PodCIDR is { Length: > 0 } one ? [one] : [];

    private ServiceEndpoint KubernetesApi() =>
        _plan.Options.Node.KubernetesApi is { } given && HostAndPort.TryParse(given, out var endpoint)
            ? endpoint
            : new() { Host = _foundation.Connection.Connection.Server.DnsSafeHost, Port = _foundation.Connection.Connection.Server.Port };

    private IEnumerable<IPodSource> StaticPods()
    {
        if (_plan.Options.Node.StaticPods is { } path)
        {
            var files = new FilePodSourceOptions { Paths = [path], Watch = true };
            yield return new StaticPodSource(new FilePodSource(files, _cli.Time, _loggers.CreateLogger<FilePodSource>()), Name);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _foundation.Connection.ConnectAsync(cancellationToken);
        Controller.Start();
        if (_foundation.Certificates is ClusterServingCertificates cluster)
        {
            // For the addresses that the node has in its cluster, which are known when it is there.
            var node = await Controller.Registered.WaitAsync(cancellationToken);
            cluster.SetNames(NamesOf(node));
            cluster.Start(_foundation.Connection.Api);
        }
    }

    private async Task StartKubeletAsync(
        IWorkloadProvider provider, ProviderNode description, MetricsCollector metrics, CancellationToken cancellationToken)
    {
        const string part = "kubelet";
        var settings = _plan.Options.Node;
        var server = _parts.Own(new KubeletApiServer(
            new KubeletApiSetup
            {
                NodeName = Name,
                Owner = _foundation.Owner,
                Pods = Pods,
                Provider = provider,
                ProviderName = _plan.Options.Provider,
                Api = _foundation.Connection.Api,
                ServingCertificate = () => _foundation.Certificates.Current,
                ClientCertificate = () => _foundation.Connection.ClientCertificate,
                ClientAuthorities = _foundation.ClientAuthorities,
                Metrics = metrics,
                Options = new KubeletApiOptions
                {
                    Address = settings.Address,
                    Port = settings.Port,
                    LogDirectory = settings.LogDirectory,
                    LogQuery = settings.LogQuery,
                    Debug = settings.Debug,
                },
                Node = () => description.Description,
                DataDirectory = _foundation.State.FullPath,
                ImageBytes = () => _images?.UsedBytes,
            },
            _loggers,
            null,
            _cli.Time));
        await server.StartAsync(cancellationToken);
        Controller.KubeletPort = server.EndPoint?.Port ?? settings.Port;
        ReportCertificate();
        _foundation.Certificates.Changed += ReportCertificate;
        Controller.Updated += node => _foundation.Certificates.SetNames(NamesOf(node));
        _readiness.Report(part, null);
        StartupTrace.Mark($"{Name}: kubelet API");

        void ReportCertificate() => _readiness.Report("certificate", _foundation.Certificates.Problem);
    }

    // Everything by which the API server, and people, may call it.
    private static IReadOnlyList<string> NamesOf(Node node) => [.. node.Status.Addresses.Select(address => address.Address)];

    private IReadOnlyList<ContainerImage> Images() => NodeImages.Of(Pods?.Pods ?? [], _images?.List() ?? []);

    private AgentInfo InfoOf() => new()
    {
        Version = VersionCommand.Version,
        ProcessId = Environment.ProcessId,
        NodeName = Name,
        Provider = _plan.Options.Provider,
        StateDirectory = _foundation.State.FullPath,
    };
}
