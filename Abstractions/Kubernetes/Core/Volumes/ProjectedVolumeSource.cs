namespace Reeve.Kubernetes;

/// <summary>Several sources in one directory.</summary>
public sealed record ProjectedVolumeSource : KubernetesRecord
{
    /// <summary>The sources; a later one wins.</summary>
    public IReadOnlyList<VolumeProjection> Sources { get; init => field = value ?? []; } = [];

    /// <summary>Permission bits of the files; default 0644.</summary>
    public int? DefaultMode { get; init; }
}
