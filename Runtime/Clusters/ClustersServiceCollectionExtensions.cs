using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Clusters.Freezing;
using Reeve.Runtime.Clusters.Handover;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Clusters.Watching;
using Reeve.Runtime.Clusters.Workloads;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Steps;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what looks after clusters.</summary>
public static class ClustersServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IClusterManager"/> and <see cref="IClusterFlavors"/> with all that they need, an <see cref="IOperationEngine"/> over the same directory included. The caller
    /// adds an <see cref="Reeve.Runtime.Plugins.IPluginManager"/>, which must be started before the hosted services are, and logging.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The options.</param>
    public static IServiceCollection AddReeveClusters(this IServiceCollection services, ClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddReeveClusters(_ => options);
    }

    /// <summary>As <see cref="AddReeveClusters(IServiceCollection, ClusterOptions)"/>, with options that are known once everything has been added.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Gives the options.</param>
    public static IServiceCollection AddReeveClusters(this IServiceCollection services, Func<IServiceProvider, ClusterOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        AddProvisioners(services);
        AddState(services);
        AddWorkloads(services);

        // Hosted services start in this order and stop in reverse: provisioners, what is known, flavors, the way to allow writes again; then operations,
        // which need them; then what asks for operations.
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<PluginClusterTypes>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ClusterTable>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ClusterFlavors>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<PluginFlavors>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<WriteFreeze>());
        services.AddReeveOperations(static provider => new OperationOptions { Directory = provider.GetRequiredService<ClusterOptions>().Directory });
        services.TryAddSingleton<ClusterPlanner>();
        services.TryAddSingleton<HandoverPlanner>();
        services.TryAddSingleton<OperationFollower>();
        services.TryAddSingleton<WatchServices>(static provider => new WatchServices
        {
            Options = provider.GetRequiredService<ClusterOptions>(),
            Types = provider.GetRequiredService<IClusterTypes>(),
            Map = provider.GetRequiredService<ClusterTypeMap>(),
            Eyes = provider.GetRequiredService<ClusterEyes>(),
            Apis = provider.GetRequiredService<IClusterApiSource>(),
            Workloads = provider.GetRequiredService<WorkloadSwitch>(),
            Freeze = provider.GetRequiredService<WriteFreeze>(),
            Operations = provider.GetRequiredService<IOperationEngine>(),
            Time = provider.GetRequiredService<TimeProvider>(),
        });
        services.TryAddSingleton<ClusterWatchers>();
        services.TryAddSingleton<ClusterManager>();
        services.TryAddSingleton<IClusterManager>(static provider => provider.GetRequiredService<ClusterManager>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ClusterManager>());
        return services;
    }

    private static void AddProvisioners(IServiceCollection services)
    {
        services.TryAddSingleton<PluginClusterTypes>();
        services.TryAddSingleton<IClusterTypes>(static provider => provider.GetRequiredService<PluginClusterTypes>());
        services.TryAddSingleton<ClusterTypeMap>();
        services.TryAddSingleton(static provider => new ClusterEyes(
            provider.GetRequiredService<IClusterTypes>(), provider.GetRequiredService<ClusterTypeMap>(), provider.GetRequiredService<StepServices>));
        services.TryAddSingleton<IKubeconfigSource>(static provider => provider.GetRequiredService<ClusterEyes>());
        services.TryAddSingleton<IClusterApiSource, ClusterApiSource>();
        services.TryAddSingleton<IProvisionerSource, ManagedProvisioners>();
    }

    private static void AddState(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new ClusterStore(Path.Combine(provider.GetRequiredService<ClusterOptions>().Directory, "clusters")));
        services.TryAddSingleton<ClusterTable>();
        services.TryAddSingleton(static provider => new FlavorStore(Path.Combine(provider.GetRequiredService<ClusterOptions>().Directory, "flavors")));
        services.TryAddSingleton<ClusterFlavors>();
        services.TryAddSingleton<IClusterFlavors>(static provider => provider.GetRequiredService<ClusterFlavors>());
        services.TryAddSingleton<PluginFlavors>();
        services.TryAddSingleton<TenantQuotas>();
    }

    private static void AddWorkloads(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new StoppedWorkloadsStore(Path.Combine(provider.GetRequiredService<ClusterOptions>().Directory, "workloads")));
        services.TryAddSingleton<WorkloadSwitch>();
        services.TryAddSingleton<WriteFreeze>();
        services.AddSingleton<IAgentStep, StopWorkloadsStep>();
        services.AddSingleton<IAgentStep, StartWorkloadsStep>();
        services.AddSingleton<IAgentStep, FreezeWritesStep>();
        services.AddSingleton<IAgentStep, ThawWritesStep>();
    }
}
