using Reeve.Runtime.KubeletApi.Stats;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>What <c>/metrics/resource</c> answers, which metrics-server reads.</summary>
internal static class ResourceMetrics
{
    public static string Write(StatsSnapshot snapshot)
    {
        var text = new PrometheusText();
        WriteContainers(text, snapshot);
        WriteNode(text, snapshot);
        WritePods(text, snapshot);
        text.Family("resource_scrape_error", "gauge", "1 if there was an error while getting container metrics, 0 otherwise");
        text.Sample("resource_scrape_error", "", snapshot.Failed ? 1 : 0);
        text.Family("scrape_error", "gauge", "1 if there was an error while getting container metrics, 0 otherwise");
        text.Sample("scrape_error", "", snapshot.Failed ? 1 : 0);
        return text.ToString();
    }

    private static void WriteContainers(PrometheusText text, StatsSnapshot snapshot)
    {
        Write("container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed by the container in core-seconds", static c => c.CpuTime?.TotalSeconds);
        Write("container_memory_working_set_bytes", "gauge", "Current working set of the container in bytes", static c => c.MemoryWorkingSetBytes);
        Write("container_start_time_seconds", "gauge", "Start time of the container since unix epoch in seconds", static c => c.StartedAt?.ToUnixTimeMilliseconds() / 1e3);

        void Write(string name, string type, string help, Func<Reeve.Containers.ContainerStats, double?> value)
        {
            text.Family(name, type, help);
            foreach (var pod in snapshot.Pods)
            {
                foreach (var container in pod.Stats.Containers)
                {
                    if (value(container) is { } measured)
                    {
                        var metadata = pod.Record.Pod.Metadata;
                        text.Sample(name, measured, container.Time, new("namespace", metadata.Namespace), new("pod", metadata.Name), new("container", container.Name));
                    }
                }
            }
        }
    }

    private static void WriteNode(PrometheusText text, StatsSnapshot snapshot)
    {
        var (cpuTime, _, workingSet, _) = SummaryBuilder.Sum(snapshot.Pods.SelectMany(static pod => pod.Containers));
        var machine = snapshot.Machine;
        Write("node_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed by the node in core-seconds", (machine is null ? cpuTime : machine.CpuTime)?.TotalSeconds);
        Write("node_memory_working_set_bytes", "gauge", "Current working set of the node in bytes", machine is null ? workingSet : machine.MemoryWorkingSetBytes);
        Write("node_swap_usage_bytes", "gauge", "Current swap usage of the node in bytes. Reported only on non-windows systems", machine?.SwapUsedBytes);

        void Write(string name, string type, string help, double? value)
        {
            if (value is { } measured)
            {
                text.Family(name, type, help);
                text.Sample(name, "", measured, snapshot.Time);
            }
        }
    }

    private static void WritePods(PrometheusText text, StatsSnapshot snapshot)
    {
        Write("pod_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed by the pod in core-seconds", static sum => sum.CpuTime?.TotalSeconds);
        Write("pod_memory_working_set_bytes", "gauge", "Current working set of the pod in bytes", static sum => sum.WorkingSet);

        void Write(string name, string type, string help, Func<(TimeSpan? CpuTime, ulong? Rate, long? WorkingSet, long? Rss), double?> value)
        {
            text.Family(name, type, help);
            foreach (var pod in snapshot.Pods)
            {
                if (value(SummaryBuilder.Sum(pod.Containers)) is { } measured)
                {
                    var metadata = pod.Record.Pod.Metadata;
                    text.Sample(name, measured, snapshot.Time, new("namespace", metadata.Namespace), new("pod", metadata.Name));
                }
            }
        }
    }
}
