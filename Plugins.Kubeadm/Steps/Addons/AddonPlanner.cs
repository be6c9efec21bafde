using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>Plans the network and storage plugins of clusters, whichever distribution they are of. Pure.</summary>
internal static class AddonPlanner
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(15);

    /// <summary>Steps for all add-ons of a specification; they come after the main work.</summary>
    /// <param name="kind">The kind of step.</param>
    /// <param name="spec">The specification.</param>
    /// <param name="directory">A directory with manifests; empty for none.</param>
    /// <param name="withCluster">Whether the cluster is made by the same operation.</param>
    public static IEnumerable<ClusterStep> Steps(ManifestStep kind, ClusterSpec spec, string directory, bool withCluster) =>
        Wanted(spec, directory).Select(wanted => Step(kind, spec, wanted.Slot, wanted.Addon, wanted.Source, withCluster));

    /// <summary>Steps for add-ons that differ from what is installed. A network plugin that is no longer named stays: pods hang on it.</summary>
    /// <param name="kind">The kind of step.</param>
    /// <param name="spec">The specification.</param>
    /// <param name="directory">A directory with manifests; empty for none.</param>
    /// <param name="installed">Where the manifests of what is installed came from, by slot.</param>
    public static IEnumerable<ClusterStep> Changes(ManifestStep kind, ClusterSpec spec, string directory, IReadOnlyDictionary<string, string> installed)
    {
        var steps = Wanted(spec, directory).Where(wanted => installed.GetValueOrDefault(wanted.Slot) != wanted.Source)
            .Select(wanted => Step(kind, spec, wanted.Slot, wanted.Addon, wanted.Source, withCluster: false));
        return spec.Storage is null && installed.ContainsKey(AddonSlots.Storage)
            ? steps.Append(Step(kind, spec, AddonSlots.Storage, new ClusterAddon { Name = "storage plugin" }, "", withCluster: false))
            : steps;
    }

    private static IEnumerable<(string Slot, ClusterAddon Addon, string Source)> Wanted(ClusterSpec spec, string directory)
    {
        if (spec.Networking.Cni is { } network)
        {
            yield return (AddonSlots.Network, network, AddonSource.Locate(network, AddonSlots.Network, directory));
        }

        if (spec.Storage is { } storage)
        {
            yield return (AddonSlots.Storage, storage, AddonSource.Locate(storage, AddonSlots.Storage, directory));
        }
    }

    private static ClusterStep Step(ManifestStep kind, ClusterSpec spec, string slot, ClusterAddon addon, string source, bool withCluster)
    {
        var arguments = new ManifestArguments
        {
            Cluster = spec.Id, Slot = slot, Source = source, Sha256 = addon.Sha256 ?? "", PodSubnets = spec.Networking.PodSubnets, WithCluster = withCluster,
        };
        var title = source.Length > 0 ? $"Install {addon.Name} {addon.Version}".TrimEnd() : $"Remove the {addon.Name}";
        return kind.Step(slot, title, arguments) with { Phase = StepPhase.Post, Deadline = s_deadline, Lasting = withCluster };
    }
}
