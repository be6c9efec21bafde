namespace Reeve.Kubernetes;

/// <summary>A runtime handler of a node.</summary>
public sealed record NodeRuntimeHandler : KubernetesRecord
{
    /// <summary>Name; empty is the default handler.</summary>
    public string? Name { get; init; }

    /// <summary>What it can do.</summary>
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}
