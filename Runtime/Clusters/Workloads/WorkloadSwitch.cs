using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using static Reeve.Runtime.Clusters.Workloads.ObjectFields;

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
    private readonly UserObjects _users = new(options);
    private readonly BarePods _pods = new(new UserObjects(options), store, time);

    /// <summary>Whether something was stopped and not started again, as far as the agent knows.</summary>
    public bool HasStopped(ClusterId cluster) => store.Exists(cluster);

    /// <summary>Stops what runs. New pods are refused from here on.</summary>
    public async Task StopAsync(ClusterId cluster, IClusterApi api, CancellationToken cancellationToken)
    {
        foreach (var ns in (await api.ListAsync("/api/v1/namespaces", cancellationToken)).Where(ns => _users.Owns(NameOf(ns)) && !IsTerminating(ns)))
        {
            await api.CreateAsync($"/api/v1/namespaces/{NameOf(ns)}/resourcequotas", WorkloadQuota.New(), cancellationToken);
        }

        foreach (var kind in WorkloadKind.Of(await api.GetMinorAsync(cancellationToken)))
        {
            var running = (await _users.ListAsync(api, kind.ListPath, cancellationToken)).Where(item => kind.StopOf(item) is not null).ToList();
            store.Add(cluster, [.. running.Select(item => NoteOf(kind, item, kind.StopOf(item)!))], []);
            foreach (var item in running)
            {
                await StopAsync(cluster, api, kind, item, cancellationToken);
            }
        }

        await _pods.StopAsync(cluster, api, cancellationToken);
    }

    /// <summary>What still runs, for people; empty if nothing does.</summary>
    public async Task<IReadOnlyList<string>> FindRunningAsync(IClusterApi api, CancellationToken cancellationToken) =>
    [
        .. (await _users.ListAsync(api, "/api/v1/pods", cancellationToken))
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
            foreach (var item in await _users.ListAsync(api, kind.ListPath, cancellationToken))
            {
                await StartAsync(api, kind, item, known, cancellationToken);
            }
        }

        await _pods.StartAsync(api, known, cancellationToken);
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
                store.Add(cluster, [NoteOf(kind, item, next)], []);
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

    private static StoppedObject NoteOf(WorkloadKind kind, JsonObject item, WorkloadChange change) => new()
    {
        Resource = kind.Resource,
        Namespace = NamespaceOf(item),
        Name = NameOf(item),
        Uid = UidOf(item),
        Start = ElementOf(change.Start),
    };

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

}
