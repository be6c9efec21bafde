using Microsoft.Extensions.DependencyInjection.Extensions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Sources;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds proxies to a host.</summary>
public static class ProxiesServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IProxyServices"/>, <see cref="ICertificateManagers"/> and <see cref="IKubernetesSources"/>. Plugins are added by themselves.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddReeveProxies(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProxyServices, ProxyServices>();
        services.TryAddSingleton<ICertificateManagers, CertificateManagers>();
        services.TryAddSingleton<IKubernetesSources, KubernetesSources>();
        return services;
    }
}
