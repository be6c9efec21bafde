namespace Reeve.Kubernetes;

/// <summary>What must hold of an object for a request to be carried out.</summary>
public sealed record Preconditions : KubernetesRecord
{
    /// <summary>The UID the object must have.</summary>
    public string? Uid { get; init; }

    /// <summary>The version the object must have.</summary>
    public string? ResourceVersion { get; init; }
}
