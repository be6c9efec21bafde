using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Writes a snapshot as a summary.</summary>
internal static class SummaryBuilder
{
    public static Summary Build(StatsSnapshot snapshot, string node, bool onlyCpuAndMemory)
    {
        var pods = snapshot.Pods.Select(pod => PodOf(pod, snapshot, onlyCpuAndMemory)).ToList();
        return new Summary { Node = NodeOf(snapshot, node, pods, onlyCpuAndMemory), Pods = pods };
    }

    /// <summary>Processor time and memory of all containers together.</summary>
    public static (TimeSpan? CpuTime, ulong? Rate, long? WorkingSet, long? Rss) Sum(IEnumerable<MeasuredContainer> containers)
    {
        (TimeSpan? Cpu, ulong? Rate, long? WorkingSet, long? Rss) sum = default;
        foreach (var (stats, rate) in containers)
        {
            sum = (
                Add(sum.Cpu, stats.CpuTime),
                rate is null ? sum.Rate : (sum.Rate ?? 0) + rate,
                stats.MemoryWorkingSetBytes is null ? sum.WorkingSet : (sum.WorkingSet ?? 0) + stats.MemoryWorkingSetBytes,
                stats.MemoryRssBytes is null ? sum.Rss : (sum.Rss ?? 0) + stats.MemoryRssBytes);
        }

        return sum;
    }

    public static ulong? Bytes(long? bytes) => bytes is { } value ? (ulong)Math.Max(0, value) : null;

    private static TimeSpan? Add(TimeSpan? left, TimeSpan? right) => right is null ? left : (left ?? TimeSpan.Zero) + right;

    private static NodeSummary NodeOf(StatsSnapshot snapshot, string name, IReadOnlyList<PodSummary> pods, bool onlyCpuAndMemory)
    {
        Time at = new(snapshot.Time);
        if (snapshot.Machine is not { } machine)
        {
            // A node that is no machine uses what its pods use.
            var (cpuTime, rate, workingSet, rss) = Sum(snapshot.Pods.SelectMany(static pod => pod.Containers));
            return new NodeSummary { NodeName = name, Cpu = Cpu(at, cpuTime, rate), Memory = Memory(at, workingSet, rss) };
        }

        var node = new NodeSummary
        {
            NodeName = name,
            StartTime = machine.BootTime is { } boot ? new Time(boot) : null,
            Cpu = Cpu(at, machine.CpuTime, snapshot.MachineRate),
            Memory = new MemorySummary
            {
                Time = at,
                AvailableBytes = Bytes(machine.MemoryAvailableBytes),
                UsageBytes = Bytes(machine.MemoryUsageBytes),
                WorkingSetBytes = Bytes(machine.MemoryWorkingSetBytes),
                RssBytes = Bytes(machine.MemoryRssBytes),
                PageFaults = Bytes(machine.PageFaults),
                MajorPageFaults = Bytes(machine.MajorPageFaults),
            },
            SystemContainers = [PodsContainer(at, snapshot)],
        };
        return onlyCpuAndMemory ? node : node with
        {
            Fs = DiskOf(at, machine),
            Runtime = RuntimeOf(at, machine, snapshot),
            Rlimit = new RlimitSummary { Time = at, Maxpid = machine.MaxProcessId, Curproc = machine.Threads },
            Swap = new SwapSummary
            {
                Time = at,
                SwapAvailableBytes = Bytes(machine.SwapTotalBytes - machine.SwapUsedBytes),
                SwapUsageBytes = Bytes(machine.SwapUsedBytes),
            },
            Network = Network(at, machine),
        };
    }

    // What images take, and what containers wrote to root file systems of their own, as container runtimes tell it. Where nothing of it is kept: the disk.
    private static RuntimeSummary RuntimeOf(Time at, MachineStats machine, StatsSnapshot snapshot)
    {
        if (snapshot.ImageBytes is not { } images)
        {
            return new RuntimeSummary { ImageFs = DiskOf(at, machine), ContainerFs = DiskOf(at, machine) };
        }

        var written = snapshot.Pods.SelectMany(static pod => pod.Containers).Sum(static container => container.Stats.RootFileSystemUsedBytes ?? 0);
        return new RuntimeSummary { ImageFs = DiskOf(at, machine, images), ContainerFs = DiskOf(at, machine, written) };
    }

    // What pods use together, which the kubelet tells as the system container "pods".
    private static ContainerSummary PodsContainer(Time at, StatsSnapshot snapshot)
    {
        var (cpuTime, rate, workingSet, rss) = Sum(snapshot.Pods.SelectMany(static pod => pod.Containers));
        return new ContainerSummary
        {
            Name = "pods",
            Cpu = Cpu(at, cpuTime, rate),
            Memory = Memory(at, workingSet, rss) with { AvailableBytes = Bytes(snapshot.Machine?.MemoryTotalBytes - (workingSet ?? 0)) },
        };
    }

    private static PodSummary PodOf(MeasuredPod pod, StatsSnapshot snapshot, bool onlyCpuAndMemory)
    {
        Time at = new(snapshot.Time);
        var metadata = pod.Record.Pod.Metadata;
        var (cpuTime, rate, workingSet, rss) = Sum(pod.Containers);
        var summary = new PodSummary
        {
            PodRef = new PodReference { Name = metadata.Name ?? "", Namespace = metadata.Namespace ?? "", Uid = pod.Record.Uid },
            StartTime = pod.Record.Pod.Status.StartTime,
            Containers = [.. pod.Containers.Select(container => onlyCpuAndMemory ? ContainerOf(container) : WithDisk(ContainerOf(container), container.Stats, snapshot.Machine))],
            Cpu = Cpu(at, cpuTime, rate),
            Memory = Memory(at, workingSet, rss),
        };
        return onlyCpuAndMemory ? summary : summary with
        {
            Network = pod.Stats is { NetworkReceivedBytes: null, NetworkSentBytes: null } ? null
                : new NetworkSummary { Time = at, Name = "", RxBytes = Bytes(pod.Stats.NetworkReceivedBytes), TxBytes = Bytes(pod.Stats.NetworkSentBytes) },
            Volumes = pod.Stats.Volumes.Count == 0 ? null : [.. pod.Stats.Volumes.Select(volume => VolumeSummaries.Of(volume, pod.Record.Pod))],
            EphemeralStorage = pod.Stats.EphemeralStorageUsedBytes is not { } used ? null : DiskOf(at, snapshot.Machine, used),
            ProcessStats = ProcessesOf(pod.Stats),
        };
    }

    private static ContainerSummary ContainerOf(MeasuredContainer container)
    {
        Time at = new(container.Stats.Time);
        return new ContainerSummary
        {
            Name = container.Stats.Name,
            StartTime = container.Stats.StartedAt is { } start ? new Time(start) : null,
            Cpu = Cpu(at, container.Stats.CpuTime, container.Rate),
            Memory = Memory(at, container.Stats.MemoryWorkingSetBytes, container.Stats.MemoryRssBytes),
        };
    }

    // A container without a root file system of its own has written nothing into it.
    private static ContainerSummary WithDisk(ContainerSummary container, Containers.ContainerStats stats, MachineStats? machine) => container with
    {
        Rootfs = machine is null ? null : DiskOf(new Time(stats.Time), machine, stats.RootFileSystemUsedBytes ?? 0),
        Logs = stats.LogsUsedBytes is { } logs ? DiskOf(new Time(stats.Time), machine, logs) : null,
    };

    private static ProcessSummary? ProcessesOf(PodStats stats) =>
        stats.Containers.Any(static container => container.Tasks is not null)
            ? new ProcessSummary { ProcessCount = Bytes(stats.Containers.Sum(static container => container.Tasks ?? 0)) }
            : null;

    private static CpuSummary Cpu(Time at, TimeSpan? used, ulong? rate) => new()
    {
        Time = at,
        UsageNanoCores = rate,
        UsageCoreNanoSeconds = used is { } time ? (ulong)time.Ticks * 100 : null,
    };

    private static MemorySummary Memory(Time at, long? workingSet, long? rss) => new()
    {
        Time = at,
        UsageBytes = Bytes(workingSet),
        WorkingSetBytes = Bytes(workingSet),
        RssBytes = Bytes(rss),
    };

    private static FsSummary DiskOf(Time at, MachineStats? machine) => new()
    {
        Time = at,
        AvailableBytes = Bytes(machine?.DiskAvailableBytes),
        CapacityBytes = Bytes(machine?.DiskTotalBytes),
        UsedBytes = Bytes(machine?.DiskTotalBytes - machine?.DiskAvailableBytes),
        Inodes = Bytes(machine?.Inodes),
        InodesFree = Bytes(machine?.InodesFree),
        InodesUsed = Bytes(machine?.Inodes - machine?.InodesFree),
    };

    // Something on the machine's disk.
    private static FsSummary DiskOf(Time at, MachineStats? machine, long used) => DiskOf(at, machine) with { UsedBytes = Bytes(used) };

    private static NetworkSummary Network(Time at, MachineStats machine)
    {
        var main = machine.Interfaces.FirstOrDefault(card => card.Name == machine.MainInterface) ?? machine.Interfaces.FirstOrDefault();
        return new NetworkSummary
        {
            Time = at,
            Name = main?.Name ?? "",
            RxBytes = main?.RxBytes,
            RxErrors = main?.RxErrors,
            TxBytes = main?.TxBytes,
            TxErrors = main?.TxErrors,
            Interfaces = machine.Interfaces,
        };
    }
}
