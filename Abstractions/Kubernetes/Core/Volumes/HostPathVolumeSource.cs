namespace Reeve.Kubernetes;

/// <summary>A path of the node.</summary>
public sealed record HostPathVolumeSource : KubernetesRecord
{
    /// <summary>Absolute path.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="HostPathTypes"/>; null or empty checks nothing.</summary>
    public string? Type { get; init; }
}
