using Reeve.Runtime.KubeletApi.Stats;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>The kubelet's series about persistent volumes, and about logs.</summary>
internal static class VolumeMetrics
{
    public static void Write(PrometheusText text, StatsSnapshot snapshot)
    {
        Write("kubelet_volume_stats_capacity_bytes", "Capacity in bytes of the volume", static volume => volume.CapacityBytes);
        Write("kubelet_volume_stats_available_bytes", "Number of available bytes in the volume", static volume => volume.AvailableBytes);
        Write("kubelet_volume_stats_used_bytes", "Number of used bytes in the volume", static volume => volume.UsedBytes);
        Write("kubelet_volume_stats_inodes", "Maximum number of inodes in the volume", static volume => volume.Inodes);
        Write("kubelet_volume_stats_inodes_free", "Number of free inodes in the volume", static volume => volume.InodesFree);
        Write("kubelet_volume_stats_inodes_used", "Number of used inodes in the volume", static volume => volume.InodesUsed);
        WriteLogs(text, snapshot);

        void Write(string name, string help, Func<VolumeStats, long?> value)
        {
            // A claim that several pods mount is told once, as each series is.
            var claims = new HashSet<(string?, string)>();
            var begun = false;
            foreach (var pod in snapshot.Pods)
            {
                foreach (var volume in pod.Stats.Volumes)
                {
                    var ns = pod.Record.Pod.Metadata.Namespace;
                    if (VolumeSummaries.ClaimOf(volume.Name, pod.Record.Pod) is not { } claim || value(volume) is not { } measured || !claims.Add((ns, claim)))
                    {
                        continue;
                    }

                    if (!begun)
                    {
                        text.Family(name, "gauge", help);
                        begun = true;
                    }

                    text.Sample(name, measured, null, new("namespace", ns), new("persistentvolumeclaim", claim));
                }
            }
        }
    }

    private static void WriteLogs(PrometheusText text, StatsSnapshot snapshot)
    {
        const string name = "kubelet_container_log_filesystem_used_bytes";
        text.Family(name, "gauge", "Bytes used by the container's logs on the filesystem.");
        foreach (var pod in snapshot.Pods)
        {
            foreach (var container in pod.Stats.Containers)
            {
                if (container.LogsUsedBytes is { } used)
                {
                    var metadata = pod.Record.Pod.Metadata;
                    text.Sample(name, used, null, new("uid", pod.Record.Uid), new("namespace", metadata.Namespace), new("pod", metadata.Name), new("container", container.Name));
                }
            }
        }
    }
}
