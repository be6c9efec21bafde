using System.Diagnostics;
using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi.Stats;
using Reeve.Runtime.Pods;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>What <c>/metrics</c> answers: a few series that dashboards know from the kubelet, then what the process measures.</summary>
internal static class NodeMetrics
{
    public static string Write(KubeletApiSetup setup, StatsSnapshot snapshot, string version, string commit)
    {
        var text = new PrometheusText();
        text.Family("kubernetes_build_info", "gauge", "A metric with a constant '1' value labeled by version.");
        text.Sample("kubernetes_build_info", 1, null, new("git_commit", commit), new("git_version", version), new("platform", $"{OperatingSystem()}/{Architecture()}"));
        text.Family("kubelet_node_name", "gauge", "The node's name. The count is always 1.");
        text.Sample("kubelet_node_name", 1, null, new KeyValuePair<string, string?>("node", setup.NodeName));
        WritePods(text, setup.Pods.Pods);
        // What the backend tells is never thrown away.
        text.Family("kubelet_pleg_discard_events", "counter", "The number of discard events in PLEG.");
        text.Sample("kubelet_pleg_discard_events", "", 0);
        VolumeMetrics.Write(text, snapshot);
        CertificateMetrics.Write(text, setup, snapshot.Time);
        WriteProcess(text);
        setup.Metrics?.Write(text, setup.NodeName);
        return text.ToString();
    }

    private static void WritePods(PrometheusText text, IReadOnlyList<PodRecord> pods)
    {
        text.Family("kubelet_running_pods", "gauge", "Number of pods that have a running pod sandbox");
        text.Sample("kubelet_running_pods", "", pods.Count(static pod => pod.Pod.Status.Phase == PodPhases.Running));
        text.Family("kubelet_running_containers", "gauge", "Number of containers currently running");
        var states = pods.SelectMany(static pod => pod.Pod.Status.ContainerStatuses).Concat(pods.SelectMany(static pod => pod.Pod.Status.InitContainerStatuses))
            .Select(static status => status.State)
            .CountBy(static state => state.Running is not null ? "running" : state.Terminated is not null ? "exited" : "created");
        foreach (var (state, count) in states.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            text.Sample("kubelet_running_containers", count, null, new KeyValuePair<string, string?>("container_state", state));
        }

        text.Family("kubelet_desired_pods", "gauge", "The number of pods the kubelet is being instructed to run. static is true if the pod is not from the apiserver.");
        text.Sample("kubelet_desired_pods", "", pods.Count);
    }

    private static void WriteProcess(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.");
        text.Sample("process_cpu_seconds_total", "", process.TotalProcessorTime.TotalSeconds);
        text.Family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
        text.Sample("process_resident_memory_bytes", "", process.WorkingSet64);
        text.Family("process_virtual_memory_bytes", "gauge", "Virtual memory size in bytes.");
        text.Sample("process_virtual_memory_bytes", "", process.VirtualMemorySize64);
        text.Family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.");
        text.Sample("process_start_time_seconds", "", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1e3);
        if (Directory.Exists("/proc/self/fd"))
        {
            text.Family("process_open_fds", "gauge", "Number of open file descriptors.");
            text.Sample("process_open_fds", "", Directory.EnumerateFileSystemEntries("/proc/self/fd").Count());
            WriteLimit(text, "process_max_fds", "Maximum number of open file descriptors.", "Max open files");
            WriteLimit(text, "process_virtual_memory_max_bytes", "Maximum amount of virtual memory available in bytes.", "Max address space");
        }
    }

    // A line of /proc/self/limits: name, soft limit, hard limit, unit.
    private static void WriteLimit(PrometheusText text, string name, string help, string limit)
    {
        if (File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(limit, StringComparison.Ordinal)) is not { } line)
        {
            return;
        }

        var soft = line[limit.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        text.Family(name, "gauge", help);
        text.Sample(name, "", soft == "unlimited" ? double.PositiveInfinity : double.Parse(soft, CultureInfo.InvariantCulture));
    }

    private static string OperatingSystem() => System.OperatingSystem.IsLinux() ? OSNames.Linux : System.OperatingSystem.IsWindows() ? OSNames.Windows : "darwin";

    private static string Architecture() => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
