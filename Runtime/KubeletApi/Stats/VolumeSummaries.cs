using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Writes the measures of volumes.</summary>
internal static class VolumeSummaries
{
    /// <summary>A volume's measures as the Summary API tells them.</summary>
    public static VolumeSummary Of(VolumeStats volume, Pod pod) => new()
    {
        Name = volume.Name,
        PvcRef = ClaimOf(volume.Name, pod) is { } claim ? new ClaimReference { Name = claim, Namespace = pod.Metadata.Namespace ?? "" } : null,
        Time = new Time(volume.Time),
        AvailableBytes = SummaryBuilder.Bytes(volume.AvailableBytes),
        CapacityBytes = SummaryBuilder.Bytes(volume.CapacityBytes),
        UsedBytes = SummaryBuilder.Bytes(volume.UsedBytes),
        InodesFree = SummaryBuilder.Bytes(volume.InodesFree),
        Inodes = SummaryBuilder.Bytes(volume.Inodes),
        InodesUsed = SummaryBuilder.Bytes(volume.InodesUsed),
    };

    /// <summary>The claim behind a volume: the one that the pod names, or the one that was made for it.</summary>
    public static string? ClaimOf(string name, Pod pod) => pod.Spec.Volumes.FirstOrDefault(volume => volume.Name == name) switch
    {
        { PersistentVolumeClaim: { } claim } => claim.ClaimName,
        { Ephemeral: not null } => $"{pod.Metadata.Name}-{name}",
        _ => null,
    };
}
