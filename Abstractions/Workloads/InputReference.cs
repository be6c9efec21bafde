namespace Reeve.Workloads;

/// <summary>Names an API object that a provider needs.</summary>
public sealed record InputReference
{
    /// <summary>Group and version, e.g. <c>v1</c> or <c>stable.stackable.de/v1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The kind, e.g. <c>Repository</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The namespace; null for the pod's own, empty for a cluster-wide kind.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name; null for all objects of the kind in the namespace.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the pod waits for it.</summary>
    public bool Optional { get; init; }

    /// <summary>
    /// Whether it is a Secret with the credentials of the provider's own backend: read with the node's credentials kubeconfig where one is
    /// configured, which may be that of another cluster, and with the node's own identity where none is.
    /// </summary>
    public bool Credentials { get; init; }
}
