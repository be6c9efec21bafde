namespace Reeve.Kubernetes;

/// <summary>A ConfigMap as files.</summary>
public sealed record ConfigMapVolumeSource : KubernetesRecord
{
    /// <summary>Name of the ConfigMap.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Keys to show; empty shows all.</summary>
    public IReadOnlyList<KeyToPath> Items { get; init => field = value ?? []; } = [];

    /// <summary>Permission bits of the files; default 0644.</summary>
    public int? DefaultMode { get; init; }

    /// <summary>Whether the ConfigMap and its keys may be missing.</summary>
    public bool? Optional { get; init; }
}
