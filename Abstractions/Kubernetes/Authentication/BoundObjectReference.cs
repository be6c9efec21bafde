namespace Reeve.Kubernetes;

/// <summary>Object a token is bound to.</summary>
public sealed record BoundObjectReference : KubernetesRecord
{
    /// <summary><c>Pod</c>, <c>Secret</c> or <c>Node</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>API version.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>UID.</summary>
    public string? Uid { get; init; }
}
