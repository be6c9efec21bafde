using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>
/// Stops all workloads of a cluster outside the system's namespaces, and starts exactly those again that it stopped. Everything can be repeated,
/// and interrupted anywhere.
/// </summary>
/// <remarks>
/// <para>An object and the note of what it was change in one write: the note is an annotation with the patch that starts it again. The same is on
/// the agent's disk before, for objects whose annotations somebody has thrown away; pods without a controller are kept in ConfigMaps too, for an
/// agent whose disk was lost.</para>
/// <para>A quota of no pods in each namespace keeps new ones from being made, also while the agent is away. A HorizontalPodAutoscaler leaves
/// alone what is scaled to nothing, and goes on once it is not.</para>
/// <para>What a user changes meanwhile is his: an object that he sets to run is stopped again with his wish as what is to be restored; one that
/// runs when workloads are started stays as he made it; one that he deleted stays deleted.</para>
/// </remarks>
internal sealed class WorkloadSwitch(ClusterOptions options, StoppedWorkloadsStore store, TimeProvider time)
{
    private const int Tries = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly string[] s_controllers = ["ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"];

    /// <summary>Whether something was stopped and not started again, as far as the agent knows.</summary>
    public bool HasStopped(ClusterId cluster) => store.Exists(cluster);

    /// <summary>Stops what runs. New pods are refused from here on.</summary>
    public async Task StopAsync(ClusterId cluster, IClusterApi api, CancellationToken cancellationToken)
    {
        foreach (var ns in (await api.ListAsync("/api/v1/namespaces", cancellationToken)).Where(ns => IsUsers(NameOf(ns)) && !IsTerminating(ns)))
        {
            await api.CreateAsync($"/api/v1/namespaces/{NameOf(ns)}/resourcequotas", WorkloadQuota.New(), cancellationToken);
        }

        foreach (var kind in WorkloadKind.Of(await api.GetMinorAsync(cancellationToken)))
        {
            var running = (await UsersAsync(api, kind.ListPath, cancellationToken)).Where(item => kind.StopOf(item) is not null).ToList();
            Note(cluster, [.. running.Select(item => NoteOf(kind, item, kind.StopOf(item)!))], []);
            foreach (var item in running)
            {
                await StopAsync(cluster, api, kind, item, cancellationToken);
            }
        }

        await StopPodsAsync(cluster, api, cancellationToken);
    }

    /// <summary>What still runs, for people; empty if nothing does.</summary>
    public async Task<IReadOnlyList<string>> FindRunningAsync(IClusterApi api, CancellationToken cancellationToken) =>
    [
        .. (await UsersAsync(api, "/api/v1/pods", cancellationToken))
            .Where(pod => !IsMirror(pod) && !IsFinished(pod)).Select(pod => $"{NamespaceOf(pod)}/{NameOf(pod)}"),
    ];

    /// <summary>Starts what was stopped.</summary>
    public async Task StartAsync(ClusterId cluster, IClusterApi api, CancellationToken cancellationToken)
    {
        var known = store.Read(cluster);
        foreach (var quota in await api.ListAsync($"/api/v1/resourcequotas?labelSelector={Uri.EscapeDataString(WorkloadMarks.Stopped)}", cancellationToken))
        {
            await api.DeleteAsync($"/api/v1/namespaces/{NamespaceOf(quota)}/resourcequotas/{NameOf(quota)}", null, cancellationToken);
        }

        foreach (var kind in WorkloadKind.Of(await api.GetMinorAsync(cancellationToken)))
        {
            foreach (var item in await UsersAsync(api, kind.ListPath, cancellationToken))
            {
                await StartAsync(api, kind, item, known, cancellationToken);
            }
        }

        await StartPodsAsync(api, known, cancellationToken);
        store.Delete(cluster);
    }

    private async Task StopAsync(ClusterId cluster, IClusterApi api, WorkloadKind kind, JsonObject item, CancellationToken cancellationToken)
    {
        for (var attempt = 1; kind.StopOf(item) is { } change; attempt++)
        {
            var patch = change.Stop.DeepClone().AsObject();
            patch["metadata"] = Metadata(item, change.Start.ToJsonString());
            if (await api.PatchAsync(PathOf(kind, item), patch, cancellationToken))
            {
                return;
            }

            // Somebody has changed it since it was read, or it is gone.
            if (await api.FindAsync(PathOf(kind, item), cancellationToken) is not { } current)
            {
                return;
            }

            RequireTry(attempt, kind, item);
            item = current;
            if (kind.StopOf(item) is { } next)
            {
                Note(cluster, [NoteOf(kind, item, next)], []);
            }
        }
    }

    private static async Task StartAsync(IClusterApi api, WorkloadKind kind, JsonObject item, StoppedWorkloads known, CancellationToken cancellationToken)
    {
        for (var attempt = 1; StartOf(kind, item, known) is { } patch; attempt++)
        {
            if (await api.PatchAsync(PathOf(kind, item), patch, cancellationToken) || await api.FindAsync(PathOf(kind, item), cancellationToken) is not { } current)
            {
                return;
            }

            RequireTry(attempt, kind, item);
            item = current;
        }
    }

    /// <summary>The patch that starts an object again; null for one that was not stopped.</summary>
    private static JsonObject? StartOf(WorkloadKind kind, JsonObject item, StoppedWorkloads known)
    {
        var annotation = item["metadata"]!["annotations"]?[WorkloadMarks.Stopped]?.GetValue<string>();
        var isStopped = kind.StopOf(item) is null;
        var noted = annotation ?? (isStopped
            ? known.Objects.LastOrDefault(note => note.Resource == kind.Resource && note.Uid == UidOf(item))?.Start.GetRawText()
            : null);
        if (noted is null)
        {
            return null;
        }

        var patch = isStopped ? JsonNode.Parse(noted)!.AsObject() : new JsonObject(); // what runs was set so by its user meanwhile
        patch["metadata"] = Metadata(item, null);
        return patch;
    }

    private async Task StopPodsAsync(ClusterId cluster, IClusterApi api, CancellationToken cancellationToken)
    {
        var pods = (await UsersAsync(api, "/api/v1/pods", cancellationToken))
            .Where(pod => !IsMirror(pod) && !IsFinished(pod) && pod["metadata"]!["deletionTimestamp"] is null)
            .Select(pod => (Pod: pod, Owner: WorkloadKind.ControllerOf(pod)?["kind"]?.GetValue<string>()))
            .Where(pod => !s_controllers.Contains(pod.Owner)) // those go with their controllers
            .ToList();
        var bare = pods.Where(pod => pod.Owner is null).Select(pod => pod.Pod).ToList();
        Note(cluster, [], [.. bare.Select(NoteOf)]);
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

    private async Task StartPodsAsync(IClusterApi api, StoppedWorkloads known, CancellationToken cancellationToken)
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

    private void Note(ClusterId cluster, IReadOnlyList<StoppedObject> objects, IReadOnlyList<StoppedPod> pods)
    {
        var known = store.Read(cluster);
        var fresh = pods.Where(pod => known.Pods.All(other => other.Uid != pod.Uid)).ToList();
        if (objects.Count == 0 && fresh.Count == 0 && store.Exists(cluster))
        {
            return;
        }

        store.Write(cluster, new StoppedWorkloads
        {
            Objects = [.. known.Objects.Where(note => objects.All(other => other.Uid != note.Uid)), .. objects],
            Pods = [.. known.Pods, .. fresh],
        });
    }

    private static StoppedObject NoteOf(WorkloadKind kind, JsonObject item, WorkloadChange change) => new()
    {
        Resource = kind.Resource,
        Namespace = NamespaceOf(item),
        Name = NameOf(item),
        Uid = UidOf(item),
        Start = Element(change.Start),
    };

    private static StoppedPod NoteOf(JsonObject pod) =>
        new() { Uid = UidOf(pod), Namespace = NamespaceOf(pod), Name = NameOf(pod), Manifest = Element(PodManifest.Of(pod)) };

    private static JsonElement Element(JsonObject node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    private async Task<IReadOnlyList<JsonObject>> UsersAsync(IClusterApi api, string path, CancellationToken cancellationToken) =>
        [.. (await api.ListAsync(path, cancellationToken)).Where(item => IsUsers(NamespaceOf(item)))];

    private bool IsUsers(string ns) => !options.SystemNamespaces.Contains(ns);

    // Only if nobody has changed it since: what is noted must be what it had.
    private static JsonObject Metadata(JsonObject item, string? annotation) => new()
    {
        ["resourceVersion"] = item["metadata"]!["resourceVersion"]!.DeepClone(),
        ["annotations"] = new JsonObject { [WorkloadMarks.Stopped] = annotation },
    };

    private static void RequireTry(int attempt, WorkloadKind kind, JsonObject item)
    {
        if (attempt >= Tries)
        {
            throw new ProviderException(ErrorReason.Transient, $"{kind.Resource} {NamespaceOf(item)}/{NameOf(item)} is changed all the time by somebody else.");
        }
    }

    private static string PathOf(WorkloadKind kind, JsonObject item) => kind.PathOf(NamespaceOf(item), NameOf(item));

    private static string NameOf(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();

    private static string NamespaceOf(JsonObject item) => item["metadata"]!["namespace"]?.GetValue<string>() ?? "";

    private static string UidOf(JsonObject item) => item["metadata"]!["uid"]!.GetValue<string>();

    private static bool IsTerminating(JsonObject ns) => ns["status"]?["phase"]?.GetValue<string>() == "Terminating";

    private static bool IsMirror(JsonObject pod) => pod["metadata"]!["annotations"]?["kubernetes.io/config.mirror"] is not null;

    private static bool IsFinished(JsonObject pod) => pod["status"]?["phase"]?.GetValue<string>() is "Succeeded" or "Failed";
}
