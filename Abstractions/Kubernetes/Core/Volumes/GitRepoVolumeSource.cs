namespace Reeve.Kubernetes;

/// <summary>Deprecated: a git repository.</summary>
public sealed record GitRepoVolumeSource : KubernetesRecord
{
    /// <summary>URL of the repository.</summary>
    public string Repository { get; init => field = value ?? ""; } = "";

    /// <summary>Commit to check out.</summary>
    public string? Revision { get; init; }

    /// <summary>Directory to clone into.</summary>
    public string? Directory { get; init; }
}
