namespace Reeve.Kubernetes;

/// <summary>A key of an environment file in a volume.</summary>
public sealed record FileKeySelector : KubernetesRecord
{
    /// <summary>Volume that holds the file.</summary>
    public string VolumeName { get; init => field = value ?? ""; } = "";

    /// <summary>Path within the volume.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>Key in the file.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; init; }
}
