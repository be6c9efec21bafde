using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>What the node and its pods used at one moment.</summary>
internal sealed record StatsSnapshot
{
    public required DateTimeOffset Time { get; init; }

    /// <summary>The machine; null where the node is none.</summary>
    public MachineStats? Machine { get; init; }

    /// <summary>What the backend said of the machine, where it did.</summary>
    public NodeSystemInfo? System { get; init; }

    /// <summary>The machine's rate, in billionths of a processor.</summary>
    public ulong? MachineRate { get; init; }

    /// <summary>Bytes that images take on the machine's disk, where that is known.</summary>
    public long? ImageBytes { get; init; }

    /// <summary>Pods that run.</summary>
    public required IReadOnlyList<MeasuredPod> Pods { get; init; }

    /// <summary>Whether the provider could not be asked.</summary>
    public bool Failed { get; init; }
}
