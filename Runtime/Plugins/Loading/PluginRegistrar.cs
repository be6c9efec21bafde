using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Runtime.Plugins.Manifests;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Takes what a plugin registers, until it is closed.</summary>
internal sealed class PluginRegistrar : IPluginRegistrar
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ProviderKind Kind, string Name), Func<ProviderContext, IProvider>> _factories = [];
    private bool _closed;

    public void AddWorkloadProvider(string name, Func<ProviderContext, IWorkloadProvider> create) => Add(ProviderKind.Workload, name, create);

    public void AddContainerDriver(string name, Func<ProviderContext, IContainerDriver> create) => Add(ProviderKind.Driver, name, create);

    public void AddClusterProvisioner(string name, Func<ProviderContext, IClusterProvisioner> create) => Add(ProviderKind.Cluster, name, create);

    public void AddProxyProvider(string name, Func<ProviderContext, IProxyProvider> create) => Add(ProviderKind.Proxy, name, create);

    /// <summary>Takes no more and gives what was registered.</summary>
    public Dictionary<(ProviderKind Kind, string Name), Func<ProviderContext, IProvider>> Close()
    {
        lock (_lock)
        {
            _closed = true;
            return new(_factories);
        }
    }

    private void Add(ProviderKind kind, string name, Func<ProviderContext, IProvider> create)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(create);
        lock (_lock)
        {
            if (_closed)
            {
                throw new InvalidOperationException("Providers are registered inside Register alone.");
            }

            if (!ManifestReader.IsProviderName(name))
            {
                throw new ArgumentException($"The provider name \"{name}\" must be lower-case letters, digits and dashes, at most 63.", nameof(name));
            }

            if (_factories.Count >= ManifestReader.MaxProviders || !_factories.TryAdd((kind, name), create))
            {
                throw new ArgumentException($"The {ProviderInfo.KindText(kind)} \"{name}\" is registered already, or is one too many.", nameof(name));
            }
        }
    }
}
