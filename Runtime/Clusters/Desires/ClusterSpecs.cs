using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Versions;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Desires;

/// <summary>Makes of what is wanted what provisioners are given.</summary>
internal static class ClusterSpecs
{
    /// <summary>The specification of a cluster.</summary>
    public static ClusterSpec Of(ClusterId cluster, ClusterGoal goal, bool keepData = false)
    {
        var desired = goal.Desired;
        return new ClusterSpec
        {
            Id = cluster,
            Version = KubernetesVersion.TryParse(desired.Version)?.ToString() ?? "",
            Networking = new ClusterNetworking
            {
                PodSubnets = desired.PodSubnets ?? [],
                ServiceSubnets = desired.ServiceSubnets ?? [],
                Cni = desired.Cni,
            },
            ApiServerCertificateNames = [.. (desired.CertificateNames ?? []).Union(EdgeName(cluster, desired.Edge), StringComparer.Ordinal)],
            Storage = desired.Storage,
            WorkloadsDisabled = desired.WorkloadsDisabled ?? false,
            ExtraArguments = desired.ExtraArguments ?? new Dictionary<string, string>(),
            Registry = Registry(desired.Registry, goal.PasswordSecret),
            Provider = desired.Provider ?? EmptyObject,
            KeepData = keepData,
        };
    }

    private static JsonElement EmptyObject { get; } = JsonDocument.Parse("{}").RootElement;

    // Whoever comes by the name must find it in the certificate.
    private static IEnumerable<string> EdgeName(ClusterId cluster, ClusterEdge? edge) => edge is { Name.Length: > 0 } ? [ClusterEdges.NameOf(edge, cluster.Tenant, cluster.Name)] : [];

    private static ClusterRegistry? Registry(ClusterRegistrySettings? settings, string passwordSecret) => settings is { Customised: true }
        ? new ClusterRegistry
        {
            Name = settings.Name,
            Endpoints = settings.Endpoints,
            SkipVerification = settings.SkipVerification,
            CertificateFiles = settings.CertificateFiles,
            Username = settings.Authenticates ? settings.Username : "",
            PasswordSecret = settings.Authenticates ? passwordSecret : "",
        }
        : null;
}
