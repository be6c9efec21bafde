using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Tells whether two reports of a pod say the same.</summary>
internal static class ReportComparer
{
    private static readonly IReadOnlyList<ContainerReport> NoContainers = [];
    private static readonly IReadOnlyList<string> NoAddresses = [];

    /// <summary>Compares everything but the events.</summary>
    public static bool Same(PodReport left, PodReport right) =>
        left.Containers.SequenceEqual(right.Containers)
        && left.PodIPs.SequenceEqual(right.PodIPs)
        && left.HostIPs.SequenceEqual(right.HostIPs)
        && Bare(left) == Bare(right);

    // What is left compares by value.
    private static PodReport Bare(PodReport report) =>
        report with { Containers = NoContainers, PodIPs = NoAddresses, HostIPs = NoAddresses, Events = [] };
}
