using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Nodes.Shutdown;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.Pods.Sources;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>One node of a cluster, put together from its parts, and taken apart in reverse. Not thread-safe, but for what its parts say.</summary>
/// <remarks>
/// <code>
///   state directory ─► connection ─► identity ─► name claimed ─► registered ─► ready
///                         │                          │
///   plugins ─► provider ──┴─► pods (those of before) ┴─► pods of the API server
/// </code>
/// Everything that does not need the other runs at the same time.
/// </remarks>
public sealed class NodeAgent : IAsyncDisposable
{
    // What is not known by then, the lease tells when it runs out.
    private static readonly TimeSpan MarkDeadline = TimeSpan.FromSeconds(2);

    private readonly PartStack _parts = new();
    private readonly NodeAgentOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly NodeReadiness _readiness = new();
    private readonly NodeFoundation _foundation;
    private ProviderNode? _description;
    private Background? _connecting;

    /// <summary>Prepares a node; nothing has started yet.</summary>
    /// <param name="options">The node.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers; belongs to the caller.</param>
    public NodeAgent(NodeAgentOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time, _loggers) = (options, time, loggers);
        _foundation = _parts.Own(new NodeFoundation(options, time, loggers));
    }

    /// <summary>The node's name.</summary>
    public string Name => _options.Node.Name;

    /// <summary>Whose pods run here; once it is open.</summary>
    public Owner Owner => _foundation.Owner;

    /// <summary>The pods; once it has started.</summary>
    public IPodManager Pods { get; private set; } = null!;

    /// <summary>What runs them; once it has started.</summary>
    public IWorkloadProvider Provider { get; private set; } = null!;

    /// <summary>The images of a node whose provider is a driver; null for others.</summary>
    public ImageManager? Images { get; private set; }

    /// <summary>The node in its cluster; once the start has begun.</summary>
    public NodeController Controller { get; private set; } = null!;

    /// <summary>The cluster, for people; once it is open.</summary>
    public string Cluster => _foundation.Connection.Connection.ToString();

    /// <summary>Completes only if the node cannot go on, with why.</summary>
    public async Task<Exception> BrokenAsync() => await await Task.WhenAny(_connecting!.Failure, Controller.Broken);

    /// <summary>Opens what fails for a mistake of the user: the state directory and the kubeconfigs.</summary>
    /// <exception cref="HostingException">A certificate cannot be used.</exception>
    /// <exception cref="Kubernetes.Connections.KubernetesConfigurationException">A kubeconfig cannot be used.</exception>
    /// <exception cref="State.StateDirectoryException">The state directory cannot be used.</exception>
    public void Open()
    {
        _foundation.Open();
        Reached("connection");
    }

    /// <summary>Starts everything. The node may not be ready yet when this returns: <see cref="NodeController.Ready"/>.</summary>
    /// <param name="plugins">The plugins, once they are loaded.</param>
    /// <param name="metrics">The process's own metrics; null for none.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task StartAsync(Task<IPluginManager> plugins, MetricsCollector? metrics, CancellationToken cancellationToken)
    {
        _readiness.Report("kubelet", "the kubelet API does not listen yet");
        _readiness.Report("pods", "the pods are not known yet");

        var events = _parts.Own(new EventRecorder(
            _foundation.Connection.Api, new EventRecorderOptions { Component = "kubelet", Host = Name }, _time, _loggers.CreateLogger<EventRecorder>()));

        // 1. The identity, the name's claim, the registration: as far as they get without the provider.
        var description = _description = new ProviderNode(_readiness, _time, _loggers.CreateLogger<ProviderNode>());
        Controller = new NodeController(_options.Node, _foundation.Connection.Api, description, _readiness, ListImages, _foundation.State.FullPath, events, _time, _loggers);
        var view = new NodeView();
        Controller.Updated += view.Set;
        _connecting = new Background(ConnectAsync);

        // 2. The provider, and what it ran before.
        var backend = _parts.Own(new NodeBackend(_options.Backend, new NodeLayout(_foundation.State.FullPath), _time, _loggers) { PodRanges = () => RangesOf(view.Current) });
        Provider = await backend.OpenAsync(await plugins, _foundation.Owner, cancellationToken);
        Images = backend.Images;
        description.Start(Provider);
        Reached("provider");
        await StartPodsAsync(view, events, cancellationToken);
        await StartKubeletAsync(description, metrics, cancellationToken);
        Reached("pods");
    }

    /// <summary>Ends the node in good order: by default its pods go on, and the node is taken for lost when its lease has run out.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var grace = _options.ShutdownGracePeriod;
        if (grace > TimeSpan.Zero || _options.StopWorkloads)
        {
            var shutdown = new PodShutdownOptions
            {
                GracePeriod = grace > TimeSpan.Zero ? grace : TimeSpan.MaxValue,
                CriticalGracePeriod = _options.ShutdownGracePeriodCriticalPods,
            };
            await Controller.MarkNotReadyAsync(PodShutdown.NotReadyMessage, MarkDeadline, cancellationToken);
            await new PodShutdown(Pods, shutdown, _loggers.CreateLogger<PodShutdown>()).RunAsync(cancellationToken);
        }

        await Pods.StopAsync(stopWorkloads: false, cancellationToken);
    }

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        // First who speaks for the node: that its parts end one after another is nothing to tell the cluster.
        await (_connecting?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Controller?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_description?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _parts.DisposeAsync();
    }

    private async Task StartPodsAsync(NodeView view, EventRecorder events, CancellationToken cancellationToken)
    {
        const string part = "pods";
        var api = _parts.Own(new PodApi(
            new PodApiOptions { Owner = Owner, ClusterId = _foundation.Connection.Api.Endpoint.ClusterId, StateDirectory = _foundation.State.FullPath },
            _foundation.Connection.Api,
            events,
            view,
            _time,
            _loggers));
        Controller.Restored += api.Relist;
        Pods = _parts.Own(new PodManager(
            new PodManagerOptions { Owner = Owner, IgnoredFeatures = _options.Backend.IgnoredFeatures, Node = view, KubernetesApi = KubernetesApi() },
            Provider,
            [new ClaimedPodSource(api.Pods, Controller.Claimed), .. StaticPods()],
            api.Objects,
            _foundation.State,
            _time,
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
        _options.KubernetesApi ?? new() { Host = _foundation.Connection.Connection.Server.DnsSafeHost, Port = _foundation.Connection.Connection.Server.Port };

    private IEnumerable<IPodSource> StaticPods()
    {
        if (_options.StaticPods is { } path)
        {
            var files = new FilePodSourceOptions { Paths = [path], Watch = true };
            yield return new StaticPodSource(new FilePodSource(files, _time, _loggers.CreateLogger<FilePodSource>()), Name);
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

    private async Task StartKubeletAsync(ProviderNode description, MetricsCollector? metrics, CancellationToken cancellationToken)
    {
        const string part = "kubelet";
        var server = _parts.Own(new KubeletApiServer(
            new KubeletApiSetup
            {
                NodeName = Name,
                Owner = Owner,
                Pods = Pods,
                Provider = Provider,
                ProviderName = _options.Backend.Provider,
                Api = _foundation.Connection.Api,
                ServingCertificate = () => _foundation.Certificates.Current,
                ClientCertificate = () => _foundation.Connection.ClientCertificate,
                ClientAuthorities = _foundation.ClientAuthorities,
                Metrics = metrics,
                Options = _options.Kubelet,
                Node = () => description.Description,
                DataDirectory = _foundation.State.FullPath,
                ImageBytes = () => Images?.UsedBytes,
            },
            _loggers,
            null,
            _time));
        await server.StartAsync(cancellationToken);
        Controller.KubeletPort = server.EndPoint?.Port ?? _options.Kubelet.Port;
        ReportCertificate();
        _foundation.Certificates.Changed += ReportCertificate;
        Controller.Updated += node => _foundation.Certificates.SetNames(NamesOf(node));
        _readiness.Report(part, null);
        Reached("kubelet API");

        void ReportCertificate() => _readiness.Report("certificate", _foundation.Certificates.Problem);
    }

    // Everything by which the API server, and people, may call it.
    private static IReadOnlyList<string> NamesOf(Node node) => [.. node.Status.Addresses.Select(address => address.Address)];

    private IReadOnlyList<ContainerImage> ListImages() => NodeImages.Of(Pods?.Pods ?? [], Images?.List() ?? []);

    private void Reached(string what) => _options.Progress($"{Name}: {what}");
}
