namespace Reeve.Plugins;

/// <summary>Takes the provider types of a plugin. Implemented by the runtime.</summary>
/// <remarks>
/// Each name is unique within the plugin and its kind, matches <c>[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?</c>, and is what users
/// write (<c>provider: systemd</c>). The factory makes a new instance for each configured node, site or proxy; it must return
/// at once: the instance acquires resources in <see cref="IProvider.StartAsync"/>.
/// </remarks>
public interface IPluginRegistrar
{
    /// <summary>Registers a provider that runs whole pods.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="create">Makes an instance for a context.</param>
    /// <exception cref="ArgumentException">The name is malformed or taken.</exception>
    void AddWorkloadProvider(string name, Func<ProviderContext, Workloads.IWorkloadProvider> create);

    /// <summary>Registers a driver that runs single containers; the runtime's engine makes it a provider of whole pods.</summary>
    /// <inheritdoc cref="AddWorkloadProvider"/>
    void AddContainerDriver(string name, Func<ProviderContext, Containers.IContainerDriver> create);

    /// <summary>Registers a provider that makes, changes and removes clusters.</summary>
    /// <inheritdoc cref="AddWorkloadProvider"/>
    void AddClusterProvisioner(string name, Func<ProviderContext, Clusters.IClusterProvisioner> create);

    /// <summary>Registers a provider that serves proxy traffic.</summary>
    /// <inheritdoc cref="AddWorkloadProvider"/>
    void AddProxyProvider(string name, Func<ProviderContext, Proxies.IProxyProvider> create);
}
