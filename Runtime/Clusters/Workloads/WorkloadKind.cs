using System.Globalization;
using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>A kind of objects that run pods, and how one of them is stopped and started again.</summary>
/// <param name="Prefix">Path of its API version: <c>/apis/apps/v1</c>.</param>
/// <param name="Resource">Plural name: <c>deployments</c>.</param>
/// <param name="StopOf">The change that stops an object that runs something; null for one that does not.</param>
internal sealed record WorkloadKind(string Prefix, string Resource, Func<JsonObject, WorkloadChange?> StopOf)
{
    /// <summary>All kinds, for a server of a release of Kubernetes 1.</summary>
    /// <param name="minor">The release: CronJobs are of <c>batch/v1</c> since 1.21, and Jobs can be suspended by default since 1.22.</param>
    public static IReadOnlyList<WorkloadKind> Of(int minor) =>
    [
        new(minor >= 21 ? "/apis/batch/v1" : "/apis/batch/v1beta1", "cronjobs", Suspend),
        new("/apis/apps/v1", "deployments", Scale),
        new("/apis/apps/v1", "statefulsets", Scale),
        new("/apis/apps/v1", "replicasets", set => IsOwnedByDeployment(set) ? null : Scale(set)),
        new("/apis/apps/v1", "daemonsets", Unselect),
        new("/api/v1", "replicationcontrollers", Scale),
        new("/apis/batch/v1", "jobs", job => IsFinished(job) || Number(job, "parallelism") == 0 ? null : minor >= 22 ? Suspend(job) : Throttle(job)),
    ];

    public string ListPath => $"{Prefix}/{Resource}";

    public string PathOf(string ns, string name) => $"{Prefix}/namespaces/{ns}/{Resource}/{name}";

    private static WorkloadChange? Scale(JsonObject item) =>
        Number(item, "replicas") is var replicas and > 0 ? WorkloadChange.OfSpec("replicas", 0, replicas) : null;

    // A Job of no parallelism keeps what it has achieved and runs no pod.
    private static WorkloadChange? Throttle(JsonObject job) => WorkloadChange.OfSpec("parallelism", 0, Number(job, "parallelism"));

    private static WorkloadChange? Suspend(JsonObject item) =>
        item["spec"]?["suspend"]?.GetValue<bool>() == true ? null : WorkloadChange.OfSpec("suspend", true, false);

    private static WorkloadChange? Unselect(JsonObject set) => set["spec"]?["template"]?["spec"]?["nodeSelector"]?[WorkloadMarks.Stopped] is null
        ? new WorkloadChange(Selector("true"), Selector(null))
        : null;

    private static JsonObject Selector(string? value) => new()
    {
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject { ["spec"] = new JsonObject { ["nodeSelector"] = new JsonObject { [WorkloadMarks.Stopped] = value } } },
        },
    };

    // One is the default of both numbers.
    private static int Number(JsonObject item, string field) => item["spec"]?[field] is { } value
        ? int.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
        : 1;

    private static bool IsFinished(JsonObject job) => (job["status"]?["conditions"]?.AsArray() ?? []).Any(condition =>
        condition?["type"]?.GetValue<string>() is "Complete" or "Failed" && condition["status"]?.GetValue<string>() == "True");

    private static bool IsOwnedByDeployment(JsonObject set) => ControllerOf(set) is { } owner && owner["kind"]?.GetValue<string>() == "Deployment";

    /// <summary>The owner that controls an object; null if none does.</summary>
    public static JsonObject? ControllerOf(JsonObject item) => (item["metadata"]?["ownerReferences"]?.AsArray() ?? [])
        .FirstOrDefault(owner => owner?["controller"]?.GetValue<bool>() == true)?.AsObject();
}
