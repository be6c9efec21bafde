using Microsoft.Extensions.DependencyInjection.Extensions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds proxies to a host.</summary>
public static class ProxiesServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IProxyServices"/> and <see cref="ICertificateManagers"/>. Plugins are added by themselves.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddReeveProxies(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProxyServices, ProxyServices>();
        services.TryAddSingleton<ICertificateManagers, CertificateManagers>();
        return services;
    }
}
