namespace Reeve.Kubernetes;

/// <summary>Operating system of a pod.</summary>
public sealed record PodOS : KubernetesRecord
{
    /// <summary>One of <see cref="OSNames"/>.</summary>
    public string Name { get; init => field = value ?? ""; } = "";
}
