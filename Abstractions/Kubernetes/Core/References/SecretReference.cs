namespace Reeve.Kubernetes;

/// <summary>Names a Secret in any namespace.</summary>
public sealed record SecretReference : KubernetesRecord
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Namespace.</summary>
    public string? Namespace { get; init; }
}
