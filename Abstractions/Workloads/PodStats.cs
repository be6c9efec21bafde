using Reeve.Containers;

namespace Reeve.Workloads;

/// <summary>What a pod used at one moment.</summary>
public sealed record PodStats
{
    /// <summary>The pod.</summary>
    public required PodId Id { get; init; }

    /// <summary>One item for each running container.</summary>
    public IReadOnlyList<ContainerStats> Containers { get; init; } = [];

    /// <summary>Bytes received since the pod started, where the backend counts them for the pod alone.</summary>
    public long? NetworkReceivedBytes { get; init; }

    /// <summary>Bytes sent since the pod started, where the backend counts them for the pod alone.</summary>
    public long? NetworkSentBytes { get; init; }

    /// <summary>Bytes on disk of logs, writable layers and local volumes, where known.</summary>
    public long? EphemeralStorageUsedBytes { get; init; }

    /// <summary>One item for each volume that was measured. hostPath volumes are not: they are the machine's.</summary>
    public IReadOnlyList<VolumeStats> Volumes { get; init; } = [];
}
