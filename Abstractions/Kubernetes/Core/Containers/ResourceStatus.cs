namespace Reeve.Kubernetes;

/// <summary>Health of the devices of one resource.</summary>
public sealed record ResourceStatus : KubernetesRecord
{
    /// <summary>Name of the resource.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Health by device.</summary>
    public IReadOnlyList<ResourceHealth> Resources { get; init => field = value ?? []; } = [];
}
