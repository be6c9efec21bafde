using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>What a manifest wants.</summary>
/// <param name="Name">The cluster: <c>NAME</c>, or <c>NAME.TENANT</c>; null where it says none.</param>
/// <param name="Spec">What is wanted of it.</param>
internal sealed record ClusterManifest(string? Name, SpecDocument Spec);
