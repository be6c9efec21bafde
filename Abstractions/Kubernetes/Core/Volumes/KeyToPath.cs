namespace Reeve.Kubernetes;

/// <summary>Puts a key at a path.</summary>
public sealed record KeyToPath : KubernetesRecord
{
    /// <summary>Key.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>Relative path of the file; may not contain <c>..</c>.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>Permission bits of the file.</summary>
    public int? Mode { get; init; }
}
