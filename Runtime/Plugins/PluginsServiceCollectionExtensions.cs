using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Plugins;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds plugins to a host.</summary>
public static class PluginsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IPluginManager"/> and <see cref="PluginVerifier"/>. The host starts the manager.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Where plugins are found, and deadlines.</param>
    public static IServiceCollection AddReevePlugins(this IServiceCollection services, PluginOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddReevePlugins(_ => options);
    }

    /// <summary>Adds <see cref="IPluginManager"/> and <see cref="PluginVerifier"/>. The host starts the manager.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Says where plugins are found, and deadlines, once everything has been added.</param>
    public static IServiceCollection AddReevePlugins(this IServiceCollection services, Func<IServiceProvider, PluginOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<IPluginManager>(provider => new PluginManager(
            provider.GetRequiredService<PluginOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<IMeterFactory>()));
        services.TryAddSingleton<PluginVerifier>();
        return services;
    }
}
