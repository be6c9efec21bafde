using System.Text.Json.Nodes;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Workloads;

/// <summary>Workloads of a real control plane with its controllers are stopped, and exactly those that ran are started again.</summary>
public sealed class WorkloadSwitchPlaneTests(WorkloadPlane plane) : IClassFixture<WorkloadPlane>
{
    private const string Template = """{ "metadata": { "labels": { "app": "x" } }, "spec": { "containers": [{ "name": "c", "image": "i" }] } }""";
    private const string JobTemplate = """{ "spec": { "restartPolicy": "Never", "containers": [{ "name": "c", "image": "i" }] } }""";

    [RequiresFact(Component.ControlPlane)]
    public async Task StopAndStart_EveryKind_RestoresExactlyWhatRan()
    {
        var ns = await plane.Plane.CreateNamespaceAsync("every-kind");
        string[] paths =
        [
            await MakeAsync(ns, "apps/v1", "deployments", "scaled", $$"""{ "replicas": 3, "selector": { "matchLabels": { "app": "x" } }, "template": {{Template}} }"""),
            await MakeAsync(ns, "apps/v1", "deployments", "idle", $$"""{ "replicas": 0, "selector": { "matchLabels": { "app": "x" } }, "template": {{Template}} }"""),
            await MakeAsync(ns, "apps/v1", "statefulsets", "set", $$"""{ "replicas": 2, "podManagementPolicy": "Parallel", "serviceName": "s", "selector": { "matchLabels": { "app": "x" } }, "template": {{Template}} }"""),
            await MakeAsync(ns, "apps/v1", "replicasets", "alone", $$"""{ "replicas": 2, "selector": { "matchLabels": { "app": "x" } }, "template": {{Template}} }"""),
            await MakeAsync(ns, "apps/v1", "daemonsets", "everywhere", $$"""{ "selector": { "matchLabels": { "app": "x" } }, "template": {{Template.Replace("\"containers\"", "\"nodeSelector\": { \"disk\": \"ssd\" }, \"containers\"", StringComparison.Ordinal)}} }"""),
            await MakeAsync(ns, "batch/v1", "jobs", "once", $$"""{ "parallelism": 2, "completions": 4, "template": {{JobTemplate}} }"""),
            await MakeAsync(ns, "batch/v1beta1", "cronjobs", "nightly", $$"""{ "schedule": "0 0 * * *", "jobTemplate": { "spec": { "template": {{JobTemplate}} } } }"""),
            await MakeAsync(ns, "batch/v1beta1", "cronjobs", "asleep", $$"""{ "schedule": "0 0 * * *", "suspend": true, "jobTemplate": { "spec": { "template": {{JobTemplate}} } } }"""),
        ];
        await MakePodAsync(ns, "bare", "web");
        await PodsAsync(ns, 3 + 2 + 2 + 2 + 1);
        var before = await SpecsAsync(paths);

        await plane.StopAsync();
        await plane.GoneAsync();

        var refused = await plane.Plane.Kubectl.TryAsync("run", "late", "--image=i", "--namespace", ns);
        Assert.Contains("exceeded quota: reeve-workloads-stopped", refused.Error, StringComparison.Ordinal);
        Assert.NotEmpty(await plane.Plane.Admin.ListAsync("/api/v1/namespaces/kube-system/configmaps?labelSelector=reeve.dev%2Fstopped%3Dpod"));

        await plane.StartAsync();

        Assert.Equal(before, await SpecsAsync(paths));
        await PodsAsync(ns, 3 + 2 + 2 + 2 + 1);
        var pod = await plane.Plane.Admin.GetAsync($"/api/v1/namespaces/{ns}/pods/bare");
        Assert.Equal("web", pod["metadata"]!["labels"]!["app"]!.GetValue<string>());
        foreach (var path in paths)
        {
            Assert.Null(await plane.AnnotationAsync(path));
        }

        Assert.Empty(await plane.Plane.Admin.ListAsync("/api/v1/resourcequotas"));
        Assert.Empty(await plane.Plane.Admin.ListAsync("/api/v1/namespaces/kube-system/configmaps?labelSelector=reeve.dev%2Fstopped%3Dpod"));
        Assert.False(plane.Store.Exists(PlaneApi.Cluster));
        await plane.Plane.Admin.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Start_DiskWasLost_RestoresFromTheCluster()
    {
        var ns = await plane.Plane.CreateNamespaceAsync("lost-disk");
        var path = await MakeAsync(ns, "apps/v1", "deployments", "d", $$"""{ "replicas": 4, "selector": { "matchLabels": { "app": "x" } }, "template": {{Template}} }""");
        await MakePodAsync(ns, "bare", "web");
        await plane.StopAsync();
        await plane.GoneAsync();

        plane.Forget();
        await plane.StartAsync();

        Assert.Equal(4, (await plane.Plane.Admin.GetAsync(path))["spec"]!["replicas"]!.GetValue<int>());
        await PodsAsync(ns, 5);
        await plane.Plane.Admin.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Start_UsersChangedObjectsMeanwhile_TheirWishesCount()
    {
        var ns = await plane.Plane.CreateNamespaceAsync("meanwhile");
        var deployment = $$"""{ "replicas": 4, "selector": { "matchLabels": { "app": "x" } }, "template": {{Template}} }""";
        var scaled = await MakeAsync(ns, "apps/v1", "deployments", "scaled", deployment);
        var stripped = await MakeAsync(ns, "apps/v1", "deployments", "stripped", deployment);
        var deleted = await MakeAsync(ns, "apps/v1", "deployments", "deleted", deployment);
        var remade = await MakeAsync(ns, "apps/v1", "deployments", "remade", deployment);
        await plane.StopAsync();
        await plane.GoneAsync();

        await plane.Plane.Admin.PatchAsync(scaled, """{ "spec": { "replicas": 1 } }""");
        await plane.Plane.Admin.PatchAsync(stripped, """{ "metadata": { "annotations": { "reeve.dev/stopped": null } } }""");
        await plane.Plane.Admin.DeleteAsync(deleted);
        await plane.Plane.Admin.DeleteAsync(remade);
        await plane.Plane.Admin.WaitAsync(remade, found => found is null, "it is gone");
        await MakeAsync(ns, "apps/v1", "deployments", "remade", deployment.Replace("4", "2", StringComparison.Ordinal));
        await plane.StopAsync(); // as the agent does at each look
        await plane.GoneAsync();
        await plane.StartAsync();

        Assert.Equal(1, await ReplicasAsync(scaled));
        Assert.Equal(4, await ReplicasAsync(stripped));
        Assert.Null(await plane.Plane.Admin.FindAsync(deleted));
        Assert.Equal(2, await ReplicasAsync(remade));
        await plane.Plane.Admin.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Stop_ScaledByAnAutoscaler_StaysStoppedAndIsRestored()
    {
        var ns = await plane.Plane.CreateNamespaceAsync("autoscaled");
        var path = await MakeAsync(ns, "apps/v1", "deployments", "d", $$"""{ "replicas": 3, "selector": { "matchLabels": { "app": "x" } }, "template": {{Template}} }""");
        var autoscaler = await MakeAsync(
            ns, "autoscaling/v1", "horizontalpodautoscalers", "h",
            """{ "minReplicas": 2, "maxReplicas": 5, "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "d" } }""");
        var before = await plane.SpecAsync(autoscaler);
        await plane.StopAsync();
        await plane.GoneAsync();

        // The autoscaler has seen it, and leaves it alone.
        await plane.Plane.Admin.WaitAsync(
            autoscaler,
            found => found!["metadata"]!["annotations"]?["autoscaling.alpha.kubernetes.io/conditions"]?.GetValue<string>().Contains("ScalingDisabled", StringComparison.Ordinal) == true,
            "the autoscaler says that scaling is disabled");
        Assert.Equal(0, await ReplicasAsync(path));
        await plane.StartAsync();

        Assert.Equal(3, await ReplicasAsync(path));
        Assert.Equal(before, await plane.SpecAsync(autoscaler));
        await plane.Plane.Admin.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    private async Task<string> MakeAsync(string ns, string version, string resource, string name, string spec)
    {
        var list = $"/apis/{version}/namespaces/{ns}/{resource}";
        await plane.Plane.Admin.CreateAsync(list, $$"""{ "metadata": { "name": "{{name}}" }, "spec": {{spec}} }""");
        return $"{list}/{name}";
    }

    private Task<JsonNode> MakePodAsync(string ns, string name, string app) => plane.Plane.Admin.CreateAsync(
        $"/api/v1/namespaces/{ns}/pods",
        $$"""{ "metadata": { "name": "{{name}}", "labels": { "app": "{{app}}" } }, "spec": { "containers": [{ "name": "c", "image": "i" }] } }""");

    private Task PodsAsync(string ns, int count) => plane.Plane.Admin.WaitListAsync(
        $"/api/v1/namespaces/{ns}/pods", pods => pods.Count(pod => pod["metadata"]!["deletionTimestamp"] is null) == count, $"{count} pods are there");

    private async Task<IReadOnlyList<string>> SpecsAsync(IEnumerable<string> paths)
    {
        var specs = new List<string>();
        foreach (var path in paths)
        {
            specs.Add(await plane.SpecAsync(path));
        }

        return specs;
    }

    private async Task<int> ReplicasAsync(string path) => (await plane.Plane.Admin.GetAsync(path))["spec"]!["replicas"]!.GetValue<int>();
}
