using Reeve.Host.Agent;
using Reeve.Host.Configuration;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Doctor;

/// <summary>Checks of what the clusters of the configuration need. Without any there is nothing to check.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="plugins">Plugins, loaded on trial.</param>
internal sealed class ClusterChecks(LoadedConfiguration configuration, TrialPlugins plugins)
{
    /// <summary>The area of these checks.</summary>
    public static readonly DoctorArea Area = new("clusters");

    /// <summary>Runs them.</summary>
    public IEnumerable<DoctorCheck> Run() => configuration.Clusters.Select(CheckType);

    private DoctorCheck CheckType(ClusterPlan plan)
    {
        var type = plan.Type ?? "kubeadm";
        return plugins.Host.Plugins.FindProvider(ProviderKind.Cluster, type) is { } provider
            ? Area.Ok(plan.Name, $"{provider} makes it")
            : Area.Lacking(plan.Name, $"no plugin has the provisioner {type}; \"reeve plugins list\" shows what there is");
    }
}
