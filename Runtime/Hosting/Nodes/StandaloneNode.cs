using Microsoft.Extensions.Logging;
using Reeve.Runtime.Images;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.State;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>Runs pods that come from elsewhere than a cluster. Not thread-safe, but for what its parts say.</summary>
/// <param name="options">What runs the pods.</param>
/// <param name="owner">Whose pods they are; its node is the name that they see.</param>
/// <param name="state">The state directory; disposed by its owner, after this.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Makes loggers; belongs to the caller.</param>
public sealed class StandaloneNode(NodeBackendOptions options, Owner owner, StateDirectory state, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly PartStack _parts = new();

    /// <summary>What runs the pods; once it is prepared.</summary>
    public IWorkloadProvider Provider { get; private set; } = null!;

    /// <summary>The images of a node whose provider is a driver; null for others.</summary>
    public ImageManager? Images { get; private set; }

    /// <summary>The pods; once it has started.</summary>
    public IPodManager Pods { get; private set; } = null!;

    /// <summary>Starts what needs no pods: the provider.</summary>
    /// <param name="plugins">Where it comes from.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="HostingException">No plugin has a provider of that name.</exception>
    /// <exception cref="ProviderException">It cannot be opened or started.</exception>
    public async Task PrepareAsync(IPluginManager plugins, CancellationToken cancellationToken)
    {
        var backend = _parts.Own(new NodeBackend(options, new NodeLayout(state.FullPath), time, loggers));
        Provider = await backend.OpenAsync(plugins, owner, cancellationToken);
        Images = backend.Images;
    }

    /// <summary>Starts the pods.</summary>
    /// <param name="source">Which pods shall run.</param>
    /// <param name="objects">What they refer to.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task StartAsync(IPodSource source, IObjectSource objects, CancellationToken cancellationToken)
    {
        Pods = _parts.Own(new PodManager(
            new PodManagerOptions { Owner = owner, IgnoredFeatures = options.IgnoredFeatures }, Provider, [source], objects, state, time, loggers));
        await Pods.StartAsync(cancellationToken);
    }

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
