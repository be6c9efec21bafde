namespace Reeve.Workloads;

/// <summary>The content of an image of layers, for reading only. It is resolved once in the pod's life.</summary>
public sealed record ImageVolume : VolumePlan
{
    /// <summary>The image as written in the pod.</summary>
    public required string Reference { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    public string PullPolicy { get; init; } = "IfNotPresent";
}
