using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests;

/// <summary>
/// All that was read from manifests, in the order of reading. Objects with errors are left out. Every object has a name, and a
/// namespace where its kind has one. Immutable.
/// </summary>
public sealed record ManifestSet
{
    /// <summary>The pods, those of templates included.</summary>
    public IReadOnlyList<ManifestPod> Pods { get; init; } = [];

    /// <summary>The ConfigMaps.</summary>
    public IReadOnlyList<ConfigMap> ConfigMaps { get; init; } = [];

    /// <summary>The Secrets; <c>stringData</c> is merged into <c>data</c>.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>The Services.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>The ServiceAccounts.</summary>
    public IReadOnlyList<ServiceAccount> ServiceAccounts { get; init; } = [];

    /// <summary>The Namespaces.</summary>
    public IReadOnlyList<Namespace> Namespaces { get; init; } = [];

    /// <summary>The claims, those of StatefulSets' templates included.</summary>
    public IReadOnlyList<PersistentVolumeClaim> PersistentVolumeClaims { get; init; } = [];

    /// <summary>The volumes.</summary>
    public IReadOnlyList<PersistentVolume> PersistentVolumes { get; init; } = [];

    /// <summary>Errors and warnings, by file as read, then by place.</summary>
    public IReadOnlyList<ManifestDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether anything was refused.</summary>
    public bool HasErrors => Diagnostics.Any(static d => d.Severity == ManifestSeverity.Error);
}
