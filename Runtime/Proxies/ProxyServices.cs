using Microsoft.Extensions.Logging;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Proxies;

/// <inheritdoc/>
internal sealed class ProxyServices(IPluginManager plugins, TimeProvider timeProvider, ILoggerFactory loggers) : IProxyServices
{
    /// <summary>Where the history is, below the state directory.</summary>
    public const string History = "history";

    public async Task<IProxyService> OpenAsync(string provider, ProviderInstance instance, CancellationToken cancellationToken)
    {
        var opened = await plugins.OpenProxyProviderAsync(provider, instance, cancellationToken);
        return new ProxyService(instance.Name, opened, Path.Combine(instance.StateDirectory, History), timeProvider, loggers.CreateLogger<ProxyService>());
    }
}
