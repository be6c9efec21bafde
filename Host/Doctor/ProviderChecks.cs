using Reeve.Containers;
using Reeve.Host.Agent;
using Reeve.Host.Configuration;
using Reeve.Plugins;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Doctor;

/// <summary>Checks of plugins: each provider is started on trial, which says what the machine lacks, and ended again.</summary>
internal sealed class ProviderChecks(HostOptions options, TrialPlugins plugins)
{
    /// <summary>Runs the checks of every plugin.</summary>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<DoctorCheck>();
        foreach (var plugin in plugins.Host.Plugins.Plugins)
        {
            if (plugin.Status != PluginStatus.Active)
            {
                var area = new DoctorArea(plugin.Id);
                checks.Add(plugin.Status == PluginStatus.Malfunctioned ? area.Lacking("plugin", $"{plugin.Status}: {plugin.Reason}") : area.Limited("plugin", $"{plugin.Status}: {plugin.Reason}"));
                continue;
            }

            foreach (var provider in plugin.Providers)
            {
                checks.AddRange(await TryAsync(provider, cancellationToken));
            }
        }

        return checks;
    }

    private async Task<IReadOnlyList<DoctorCheck>> TryAsync(ProviderInfo provider, CancellationToken cancellationToken)
    {
        var area = new DoctorArea(provider.Name);
        try
        {
            await using var instance = await OpenAsync(provider, cancellationToken);
            await instance.StartAsync(cancellationToken);
            var started = area.Ok("start", $"{provider} can be used");
            return instance is IContainerDriver driver ? [started, Mounts(area, driver)] : [started];
        }
        catch (ProviderException exception)
        {
            return [area.Lacking("start", exception.Message)];
        }
    }

    private async Task<IProvider> OpenAsync(ProviderInfo provider, CancellationToken cancellationToken)
    {
        var manager = plugins.Host.Plugins;
        var instance = new ProviderInstance
        {
            Name = "doctor",
            Owner = new Owner { Cluster = "doctor", Node = "doctor" },
            Options = InstanceOptions.Of(options, provider.Name),
            StateDirectory = Path.Combine(plugins.StateDirectory, provider.Name),
        };
        return provider.Kind switch
        {
            ProviderKind.Workload => await manager.OpenWorkloadProviderAsync(provider.Name, instance, cancellationToken),
            ProviderKind.Driver => await manager.OpenContainerDriverAsync(provider.Name, instance, cancellationToken),
            ProviderKind.Cluster => await manager.OpenClusterProvisionerAsync(provider.Name, instance, cancellationToken),
            _ => await manager.OpenProxyProviderAsync(provider.Name, instance, cancellationToken),
        };
    }

    private static DoctorCheck Mounts(DoctorArea area, IContainerDriver driver) => driver.Features.PrivateMounts
        ? area.Ok("volumes", "volumes appear at their mountPath, for the container alone")
        : area.Limited(
            "volumes",
            "volumes are reached through REEVE_MOUNT_<VOLUME> only; run as root, or allow user namespaces (sysctl -w user.max_user_namespaces=15000)");
}
