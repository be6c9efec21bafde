namespace Reeve.Kubernetes;

/// <summary>A field of the pod as a file.</summary>
public sealed record DownwardAPIVolumeFile : KubernetesRecord
{
    /// <summary>Relative path of the file; may not contain <c>..</c>.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>A field of the pod.</summary>
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>A request or limit of a container.</summary>
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Permission bits of the file.</summary>
    public int? Mode { get; init; }
}
