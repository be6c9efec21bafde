namespace Reeve.Kubernetes;

/// <summary>What a resize of one resource needs.</summary>
public sealed record ContainerResizePolicy : KubernetesRecord
{
    /// <summary><c>cpu</c> or <c>memory</c>.</summary>
    public string ResourceName { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="ResizeRestartPolicies"/>.</summary>
    public string RestartPolicy { get; init => field = value ?? ""; } = "";
}
