using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Process ids.</summary>
internal sealed record RlimitSummary
{
    public required Time Time { get; init; }

    public long? Maxpid { get; init; }

    public long? Curproc { get; init; }
}
