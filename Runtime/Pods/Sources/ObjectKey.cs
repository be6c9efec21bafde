namespace Reeve.Runtime.Pods.Sources;

/// <summary>Names an API object that pods refer to.</summary>
public sealed record ObjectKey
{
    /// <summary>Group and version, <c>v1</c> for the core group.</summary>
    public string ApiVersion { get; init; } = "v1";

    /// <summary>The kind, e.g. <c>ConfigMap</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The namespace; empty for cluster-wide kinds.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The name; empty for all objects of the kind in the namespace.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
