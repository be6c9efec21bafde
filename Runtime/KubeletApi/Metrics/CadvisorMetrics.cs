using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi.Stats;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>What <c>/metrics/cadvisor</c> answers: the series of containers, pods and the machine that dashboards use, where they are measured.</summary>
internal static class CadvisorMetrics
{
    private const double CpuPeriod = 100_000;

    public static string Write(StatsSnapshot snapshot, string version)
    {
        var text = new PrometheusText();
        text.Family("cadvisor_version_info", "gauge", "A metric with a constant '1' value labeled by versions.");
        text.Sample("cadvisor_version_info", 1, null, new("cadvisorRevision", ""), new("cadvisorVersion", version), new("dockerVersion", ""),
            new("kernelVersion", snapshot.System?.KernelVersion ?? ""), new("osVersion", snapshot.System?.OsImage ?? Environment.OSVersion.VersionString));
        var rows = snapshot.Pods.SelectMany(RowsOf).Append(RootOf(snapshot)).OfType<Row>().ToList();
        foreach (var family in Families)
        {
            Write(text, family, rows);
        }

        WriteNetwork(text, snapshot);
        if (snapshot.Machine is { } machine)
        {
            WriteMachine(text, machine, snapshot.System);
        }

        text.Family("container_scrape_error", "gauge", "1 if there was an error while getting container metrics, 0 otherwise");
        text.Sample("container_scrape_error", "", snapshot.Failed ? 1 : 0);
        return text.ToString();
    }

    private static IReadOnlyList<Family> Families { get; } =
    [
        new("container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed in seconds.", static row => row.CpuTime?.TotalSeconds, [new("cpu", "total")]),
        new("container_memory_working_set_bytes", "gauge", "Current working set in bytes.", static row => row.WorkingSet, []),
        new("container_memory_usage_bytes", "gauge", "Current memory usage in bytes, including all memory regardless of when it was accessed", static row => row.Usage, []),
        new("container_memory_rss", "gauge", "Size of RSS in bytes.", static row => row.Rss, []),
        new("container_threads", "gauge", "Number of threads running inside the container", static row => row.Tasks, []),
        new("container_start_time_seconds", "gauge", "Start time of the container since unix epoch in seconds.", static row => row.Start?.ToUnixTimeSeconds(), []),
        new("container_last_seen", "gauge", "Last time a container was seen by the exporter", static row => row.Time.ToUnixTimeSeconds(), []),
        new("container_spec_cpu_period", "gauge", "CPU period of the container.", static row => row.CpuLimit is null ? null : CpuPeriod, []),
        new("container_spec_cpu_quota", "gauge", "CPU quota of the container.", static row => row.CpuLimit * CpuPeriod, []),
        new("container_spec_cpu_shares", "gauge", "CPU share of the container.", static row => row.CpuShares, []),
        new("container_spec_memory_limit_bytes", "gauge", "Memory limit for the container.", static row => row.MemoryLimit, []),
        new("container_fs_usage_bytes", "gauge", "Number of bytes that are consumed by the container on this filesystem.", static row => row.DiskUsed, [new("device", "")]),
    ];

    private static void Write(PrometheusText text, Family family, IReadOnlyList<Row> rows)
    {
        text.Family(family.Name, family.Type, family.Help);
        foreach (var row in rows)
        {
            if (family.Value(row) is { } value)
            {
                text.Sample(family.Name, value, row.Time, [.. row.Labels, .. family.Labels]);
            }
        }
    }

    private static IEnumerable<Row?> RowsOf(MeasuredPod pod)
    {
        var containers = pod.Record.Pod.Spec.InitContainers.Concat(pod.Record.Pod.Spec.Containers).ToList();
        var statuses = pod.Record.Pod.Status.InitContainerStatuses.Concat(pod.Record.Pod.Status.ContainerStatuses)
            .Concat(pod.Record.Pod.Status.EphemeralContainerStatuses).ToList();
        var (cpuTime, _, workingSet, rss) = SummaryBuilder.Sum(pod.Containers);
        var id = $"/kubepods/pod{pod.Record.Uid}";
        if (pod.Stats.Containers.Count > 0)
        {
            yield return new Row(LabelsOf(pod, "", id, "", ""), pod.Stats.Containers.Max(static container => container.Time))
            {
                CpuTime = cpuTime,
                WorkingSet = workingSet,
                Usage = workingSet,
                Rss = rss,
                Tasks = pod.Stats.Containers.Sum(static container => container.Tasks),
                DiskUsed = pod.Stats.EphemeralStorageUsedBytes,
            };
        }

        foreach (var stats in pod.Stats.Containers)
        {
            var spec = containers.Find(container => container.Name == stats.Name);
            var status = statuses.Find(one => one.Name == stats.Name);
            yield return RowOf(stats, spec, LabelsOf(pod, stats.Name, $"{id}/{stats.Name}", status?.Image ?? spec?.Image ?? "", status?.ContainerID ?? ""));
        }
    }

    private static Row RowOf(ContainerStats stats, Container? spec, KeyValuePair<string, string?>[] labels) => new(labels, stats.Time)
    {
        CpuTime = stats.CpuTime,
        WorkingSet = stats.MemoryWorkingSetBytes,
        Usage = stats.MemoryWorkingSetBytes,
        Rss = stats.MemoryRssBytes,
        Tasks = stats.Tasks,
        Start = stats.StartedAt,
        CpuLimit = Quantity(spec?.Resources.Limits, "cpu"),
        CpuShares = Quantity(spec?.Resources.Requests, "cpu") is { } cores ? Math.Max(2, Math.Floor(cores * 1024)) : null,
        MemoryLimit = Quantity(spec?.Resources.Limits, "memory"),
    };

    private static Row? RootOf(StatsSnapshot snapshot) => snapshot.Machine is not { } machine ? null
        : new Row([new("container", ""), new("id", "/"), new("image", ""), new("name", ""), new("namespace", ""), new("pod", "")], machine.Time)
        {
            CpuTime = machine.CpuTime,
            WorkingSet = machine.MemoryWorkingSetBytes,
            Usage = machine.MemoryUsageBytes,
            Rss = machine.MemoryRssBytes,
            Tasks = machine.Threads,
            Start = machine.BootTime,
            DiskUsed = machine.DiskTotalBytes - machine.DiskAvailableBytes,
        };

    private static KeyValuePair<string, string?>[] LabelsOf(MeasuredPod pod, string container, string id, string image, string name) =>
    [
        new("container", container),
        new("id", id),
        new("image", image),
        new("name", name),
        new("namespace", pod.Record.Pod.Metadata.Namespace),
        new("pod", pod.Record.Pod.Metadata.Name),
    ];

    private static double? Quantity(IReadOnlyDictionary<string, Quantity>? quantities, string name) =>
        quantities?.TryGetValue(name, out var quantity) == true ? quantity.ToDouble() : null;

    private static void WriteNetwork(PrometheusText text, StatsSnapshot snapshot)
    {
        Write("container_network_receive_bytes_total", "Cumulative count of bytes received", static card => card.RxBytes, static stats => stats.NetworkReceivedBytes);
        Write("container_network_transmit_bytes_total", "Cumulative count of bytes transmitted", static card => card.TxBytes, static stats => stats.NetworkSentBytes);
        Write("container_network_receive_errors_total", "Cumulative count of errors encountered while receiving", static card => card.RxErrors, static _ => null);
        Write("container_network_transmit_errors_total", "Cumulative count of errors encountered while transmitting", static card => card.TxErrors, static _ => null);

        void Write(string name, string help, Func<InterfaceSummary, ulong?> ofMachine, Func<Workloads.PodStats, long?> ofPod)
        {
            text.Family(name, "counter", help);
            foreach (var card in snapshot.Machine?.Interfaces ?? [])
            {
                text.Sample(name, ofMachine(card) ?? 0, snapshot.Time, new("container", ""), new("id", "/"), new("interface", card.Name), new("namespace", ""), new("pod", ""));
            }

            foreach (var pod in snapshot.Pods)
            {
                if (ofPod(pod.Stats) is { } bytes)
                {
                    var metadata = pod.Record.Pod.Metadata;
                    text.Sample(name, bytes, snapshot.Time, new("container", ""), new("id", $"/kubepods/pod{pod.Record.Uid}"), new("interface", "eth0"), new("namespace", metadata.Namespace), new("pod", metadata.Name));
                }
            }
        }
    }

    private static void WriteMachine(PrometheusText text, MachineStats machine, NodeSystemInfo? system)
    {
        KeyValuePair<string, string?>[] labels = [new("boot_id", system?.BootID), new("machine_id", system?.MachineID), new("system_uuid", system?.SystemUUID)];
        text.Family("machine_cpu_cores", "gauge", "Number of logical CPU cores.");
        text.Sample("machine_cpu_cores", machine.Processors, null, labels);
        if (machine.MemoryTotalBytes is { } memory)
        {
            text.Family("machine_memory_bytes", "gauge", "Amount of memory installed on the machine.");
            text.Sample("machine_memory_bytes", memory, null, labels);
        }
    }

    private sealed record Family(string Name, string Type, string Help, Func<Row, double?> Value, KeyValuePair<string, string?>[] Labels);

    private sealed record Row(KeyValuePair<string, string?>[] Labels, DateTimeOffset Time)
    {
        public TimeSpan? CpuTime { get; init; }

        public long? WorkingSet { get; init; }

        public long? Usage { get; init; }

        public long? Rss { get; init; }

        public long? Tasks { get; init; }

        public DateTimeOffset? Start { get; init; }

        public double? CpuLimit { get; init; }

        public double? CpuShares { get; init; }

        public double? MemoryLimit { get; init; }

        public long? DiskUsed { get; init; }
    }
}
