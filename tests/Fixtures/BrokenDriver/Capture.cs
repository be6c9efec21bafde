using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Workloads;

namespace BrokenDriver;

/// <summary>Takes the factory of the driver that a plugin registers.</summary>
internal sealed class Capture : IPluginRegistrar
{
    public Func<ProviderContext, IContainerDriver>? Create { get; private set; }

    public void AddContainerDriver(string name, Func<ProviderContext, IContainerDriver> create) => Create = create;

    public void AddWorkloadProvider(string name, Func<ProviderContext, IWorkloadProvider> create) => throw Unexpected(name);

    public void AddClusterProvisioner(string name, Func<ProviderContext, IClusterProvisioner> create) => throw Unexpected(name);

    public void AddProxyProvider(string name, Func<ProviderContext, IProxyProvider> create) => throw Unexpected(name);

    private static InvalidOperationException Unexpected(string name) => new($"The process plugin registers {name}, which is no driver.");
}
