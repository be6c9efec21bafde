using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using static Reeve.Runtime.Clusters.Workloads.ObjectFields;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Pods that no controller makes again: they are kept as they were, deleted, and created again.</summary>
internal sealed class BarePods(UserObjects users, StoppedWorkloadsStore store, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly string[] s_controllers = ["ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"];

    /// <summary>Deletes pods that are not deleted with their controllers; those without one are kept first.</summary>
    public async Task StopAsync(ClusterId cluster, IClusterApi api, CancellationToken cancellationToken)
    {
        var pods = (await users.ListAsync(api, "/api/v1/pods", cancellationToken))
            .Where(pod => !IsMirror(pod) && !IsFinished(pod) && pod["metadata"]!["deletionTimestamp"] is null)
            .Select(pod => (Pod: pod, Owner: WorkloadKind.ControllerOf(pod)?["kind"]?.GetValue<string>()))
            .Where(pod => !s_controllers.Contains(pod.Owner)) // those go with their controllers
            .ToList();
        var bare = pods.Where(pod => pod.Owner is null).Select(pod => pod.Pod).ToList();
        store.Add(cluster, [], [.. bare.Select(NoteOf)]);
        foreach (var pod in bare)
        {
            await api.CreateAsync($"/api/v1/namespaces/{WorkloadMarks.Namespace}/configmaps", StoppedPodMap.New(pod), cancellationToken);
        }

        // Those of controllers that nobody here knows are made again by them.
        foreach (var (pod, _) in pods)
        {
            await api.DeleteAsync($"/api/v1/namespaces/{NamespaceOf(pod)}/pods/{NameOf(pod)}", UidOf(pod), cancellationToken);
        }
    }

    /// <summary>Creates again what was kept.</summary>
    public async Task StartAsync(IClusterApi api, StoppedWorkloads known, CancellationToken cancellationToken)
    {
        var maps = await api.ListAsync(
            $"/api/v1/namespaces/{WorkloadMarks.Namespace}/configmaps?labelSelector={Uri.EscapeDataString($"{WorkloadMarks.Stopped}=pod")}", cancellationToken);
        var pods = maps.Select(map => (Uid: WorkloadMarks.UidOf(NameOf(map)), Manifest: StoppedPodMap.ManifestOf(map)))
            .Concat(known.Pods.Select(pod => (pod.Uid, Manifest: JsonNode.Parse(pod.Manifest.GetRawText())!.AsObject())));
        foreach (var (uid, manifest) in pods.DistinctBy(pod => pod.Uid))
        {
            await EndedAsync(api, uid, manifest, cancellationToken);

            // One of its name that is there was made by its user meanwhile; a namespace that is gone took it along.
            if (await api.FindAsync($"/api/v1/namespaces/{NamespaceOf(manifest)}", cancellationToken) is { } ns && !IsTerminating(ns))
            {
                await api.CreateAsync($"/api/v1/namespaces/{NamespaceOf(manifest)}/pods", manifest, cancellationToken);
            }
        }

        foreach (var map in maps)
        {
            await api.DeleteAsync($"/api/v1/namespaces/{WorkloadMarks.Namespace}/configmaps/{NameOf(map)}", null, cancellationToken);
        }
    }

    /// <summary>Waits until a pod that was deleted, and still ends, has gone: its name is taken until then.</summary>
    private async Task EndedAsync(IClusterApi api, string uid, JsonObject manifest, CancellationToken cancellationToken)
    {
        while (await api.FindAsync($"/api/v1/namespaces/{NamespaceOf(manifest)}/pods/{NameOf(manifest)}", cancellationToken) is { } pod
            && UidOf(pod) == uid && pod["metadata"]!["deletionTimestamp"] is not null)
        {
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private static StoppedPod NoteOf(JsonObject pod) =>
        new() { Uid = UidOf(pod), Namespace = NamespaceOf(pod), Name = NameOf(pod), Manifest = ElementOf(PodManifest.Of(pod)) };
}
