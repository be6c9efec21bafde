namespace Reeve.Kubernetes;

/// <summary>Action on a path.</summary>
public sealed record NonResourceAttributes : KubernetesRecord
{
    /// <summary>URL path.</summary>
    public string? Path { get; init; }

    /// <summary>HTTP verb in lower case.</summary>
    public string? Verb { get; init; }
}
