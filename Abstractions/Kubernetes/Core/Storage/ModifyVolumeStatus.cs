namespace Reeve.Kubernetes;

/// <summary>State of a change of the volume attributes class.</summary>
public sealed record ModifyVolumeStatus : KubernetesRecord
{
    /// <summary>Class that is wanted.</summary>
    public string? TargetVolumeAttributesClassName { get; init; }

    /// <summary><c>Pending</c>, <c>InProgress</c> or <c>Infeasible</c>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";
}
