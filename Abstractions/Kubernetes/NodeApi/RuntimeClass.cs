namespace Reeve.Kubernetes;

/// <summary>A way of running pods.</summary>
public sealed record RuntimeClass() : KubernetesObject("node.k8s.io/v1", "RuntimeClass")
{
    /// <summary>Name of the handler on the node.</summary>
    public string Handler { get; init => field = value ?? ""; } = "";

    /// <summary>Resources the runtime itself needs.</summary>
    public Overhead? Overhead { get; init; }

    /// <summary>Nodes that know it.</summary>
    public Scheduling? Scheduling { get; init; }
}
