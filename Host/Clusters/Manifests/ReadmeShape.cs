using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>
/// The shape of manifests for people: <c>spec.clusterParameters.{apiServer,networking,cni}</c> in place of the API's own fields, and a status
/// with five states. What it cannot say stays where the API has it.
/// </summary>
internal static class ReadmeShape
{
    /// <summary>The field that tells this shape from the API's.</summary>
    public const string Parameters = "clusterParameters";

    /// <summary>Takes a specification of this shape to the API's.</summary>
    /// <param name="spec">The specification; changed in place.</param>
    /// <returns>The fields that say the same thing in both shapes.</returns>
    public static IReadOnlyList<string> ToApi(JsonObject spec)
    {
        if (spec[Parameters] is not JsonObject parameters)
        {
            return [];
        }

        spec.Remove(Parameters);
        var twice = new List<string>();
        Move(parameters["apiServer"] as JsonObject, "certSANs", "apiServer", "certSANs");
        Move(parameters["networking"] as JsonObject, "podSubnet", "networking", "podSubnet");
        Move(parameters["networking"] as JsonObject, "svcSubnet", "networking", "svcSubnet");
        Move(parameters["cni"] as JsonObject, "type", "networking", "clusterCni", "name");
        Move(parameters["cni"] as JsonObject, "version", "networking", "clusterCni", "version");
        Move(parameters["cni"] as JsonObject, "manifestURL", "networking", "cniManifestURL");
        Move(parameters["csi"] as JsonObject, "type", "storage", "clusterCsi", "name");
        Move(parameters["csi"] as JsonObject, "version", "storage", "clusterCsi", "version");
        return twice;

        void Move(JsonObject? from, string name, params string[] path)
        {
            if (from?[name] is not { } value)
            {
                return;
            }

            var target = spec;
            foreach (var step in path[..^1])
            {
                target = target[step] as JsonObject ?? (JsonObject)(target[step] = new JsonObject());
            }

            if (!target.TryAdd(path[^1], value.DeepClone()))
            {
                twice.Add($"spec.{string.Join('.', path)}");
            }
        }
    }

    /// <summary>Takes a cluster to this shape.</summary>
    public static ReadmeCluster Of(ClusterDocument cluster)
    {
        var spec = cluster.Spec ?? new SpecDocument();
        var networking = spec.Networking ?? new NetworkingDocument();
        var cni = networking.ClusterCni ?? (networking.CniName is null && networking.CniVersion is null ? null : new AddonDocument { Name = networking.CniName, Version = networking.CniVersion });
        return new ReadmeCluster
        {
            Metadata = cluster.Metadata,
            Spec = cluster.Spec is null ? null : new ReadmeSpec
            {
                Version = spec.Version,
                ClusterType = spec.ClusterType,
                Flavor = spec.Flavor,
                DisableWorkloads = spec.DisableWorkloads ?? false,
                ClusterName = spec.ClusterName,
                ClusterParameters = new ReadmeParameters
                {
                    ApiServer = spec.ApiServer,
                    Networking = new ReadmeNetworking { PodSubnet = networking.PodSubnet, SvcSubnet = networking.SvcSubnet },
                    Cni = cni is null && networking.CniManifestUrl is null ? null : new ReadmeAddon { Type = cni?.Name, Version = cni?.Version, ManifestUrl = networking.CniManifestUrl },
                    Csi = spec.Storage?.ClusterCsi is { } csi ? new ReadmeAddon { Type = csi.Name, Version = csi.Version } : null,
                },
                Networking = networking.Cilium is null ? null : new NetworkingDocument { Cilium = networking.Cilium },
                ClusterRuntime = spec.ClusterRuntime,
                ExtraArgs = spec.ExtraArgs,
                Edge = spec.Edge,
                Provider = spec.Provider,
            },
            Status = new ReadmeStatus
            {
                CurrentStatus = ClusterStates.Of(cluster),
                Description = cluster.Status?.Description,
                CurrentVersion = cluster.Status?.KubernetesVersion?.TrimStart('v'),
            },
        };
    }
}
