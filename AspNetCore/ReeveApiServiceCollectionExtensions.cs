using Microsoft.Extensions.DependencyInjection.Extensions;
using Reeve.AspNetCore;
using Reeve.Runtime.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the API of clusters and proxies.</summary>
public static class ReeveApiServiceCollectionExtensions
{
    /// <summary>Adds what <c>MapReeveApi</c> maps. Clusters and proxies are added by <c>AddReeve</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options; called at once.</param>
    public static IServiceCollection AddReeveApi(this IServiceCollection services, Action<ReeveApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ReeveApiOptions();
        configure?.Invoke(options);
        services.AddReeveAudit(static provider => Path.Combine(Path.GetFullPath(provider.GetRequiredService<ReeveOptions>().StateDirectory), "clusters"));
        services.TryAddSingleton(provider => new ReeveApi(options, provider.GetRequiredService<ReeveOptions>(), provider));
        return services;
    }
}
