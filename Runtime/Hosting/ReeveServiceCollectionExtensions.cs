using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Reeve.Runtime.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Reeve to any generic host.</summary>
public static class ReeveServiceCollectionExtensions
{
    /// <summary>
    /// Adds what nodes, clusters and proxies stand on: the state directory and the plugins, of which those that are part of the program need no
    /// directory. Everything starts and stops with the host.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options; called at once.</param>
    /// <returns>Adds nodes, clusters and proxies.</returns>
    /// <exception cref="InvalidOperationException">It was added before; one program has one state directory.</exception>
    public static ReeveBuilder AddReeve(this IServiceCollection services, Action<ReeveOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(LocalState)))
        {
            throw new InvalidOperationException("AddReeve is called once; keep what it returned to add more.");
        }

        var options = new ReeveOptions();
        configure?.Invoke(options);
        var linked = new LinkedProviders();
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new LocalState(options));
        services.AddReevePlugins(provider => linked.OptionsOf(provider, provider.GetRequiredService<LocalState>(), options));

        // The first of the hosted services, which start one after another: all others need plugins.
        services.AddSingleton<IHostedService, PluginStart>();
        return new ReeveBuilder(services, options, linked);
    }
}
