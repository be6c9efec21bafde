namespace Reeve.Kubernetes;

/// <summary>A field of the pod.</summary>
public sealed record ObjectFieldSelector : KubernetesRecord
{
    /// <summary>Version in which the path is meant; default v1.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Path, such as <c>metadata.name</c>.</summary>
    public string FieldPath { get; init => field = value ?? ""; } = "";
}
