using Reeve.Host.Clusters.Wire;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>What a manifest wants.</summary>
/// <param name="Name">The cluster; null where it says none.</param>
/// <param name="Spec">What is wanted of it.</param>
internal sealed record ClusterManifest(string? Name, SpecDocument Spec);
