using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

/// <summary>Against a real control plane, with the identity of a node.</summary>
public sealed class ClusterPodTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task Pod_BoundRunsDeleted_IsToldWithFewRequests()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        var uid = await agent.RunAsync("a");

        var pod = await agent.PhaseAsync("a", PodPhases.Running);
        var status = pod!["status"]!;
        Assert.Equal("10.0.0.1", status["podIP"]!.GetValue<string>());
        Assert.Equal("192.0.2.1", status["hostIP"]!.GetValue<string>());
        Assert.Equal("BestEffort", status["qosClass"]!.GetValue<string>());
        Assert.Equal("True", Condition(pod, "Ready")!["status"]!.GetValue<string>());
        Assert.True(status["containerStatuses"]![0]!["ready"]!.GetValue<bool>());
        Assert.NotNull(status["startTime"]);

        await agent.Plane.Admin.DeleteAsync(agent.PodPath("a"));
        await agent.GoneAsync("a");
        await Eventually.TrueAsync(() => agent.Manager.FindByUid(uid) is null, "the node has forgotten it");
        Assert.Empty(agent.Backend.Known);
        var requests = string.Join(", ", agent.Api.Requests.Select(pair => $"{pair.Value} {pair.Key}").Order());
        Assert.True(agent.Api.Requests["patch pods/status"] <= 3 && agent.Api.Requests["delete pods"] == 1, requests);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Delete_FinalStatus_IsSeenBeforeTheObjectGoes()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        await agent.RunAsync("a", metadata: """, "finalizers": [ "example.com/hold" ]""");
        await agent.PhaseAsync("a", PodPhases.Running);

        await agent.Plane.Admin.DeleteAsync(agent.PodPath("a"));
        var pod = await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal(143, pod!["status"]!["containerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]!.GetValue<int>());
        await Eventually.TrueAsync(() => agent.Manager.Pods.Count == 0, "the node has let go of it");

        // The object is there as long as others hold it, and does not run again.
        await agent.Plane.Admin.PatchAsync(agent.PodPath("a"), """{ "metadata": { "labels": { "x": "y" } } }""");
        await agent.RunAsync("b");
        await agent.PhaseAsync("b", PodPhases.Running);
        Assert.Single(agent.Manager.Pods);
        await agent.Plane.Admin.PatchAsync(agent.PodPath("a"), """{ "metadata": { "finalizers": null } }""");
        await agent.GoneAsync("a");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task ForceDelete_AndSameNameAgain_StartsWhenTheFormerHasEnded()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        var first = await agent.RunAsync("a");
        await agent.PhaseAsync("a", PodPhases.Running);
        var mayStop = new TaskCompletionSource();
        agent.Provider.Before = (call, _, _) => call == "Stop" ? mayStop.Task : Task.CompletedTask;

        await agent.Plane.Admin.DeleteAsync(agent.PodPath("a"), """{ "gracePeriodSeconds": 0 }""");
        await agent.GoneAsync("a");
        var second = await agent.RunAsync("a");
        await Eventually.TrueAsync(() => agent.Manager.FindByUid(second) is not null, "the second is known");
        Assert.Contains(first, agent.Backend.Running);
        Assert.False(agent.Backend.Starts.ContainsKey(second));

        mayStop.SetResult();
        await agent.PhaseAsync("a", PodPhases.Running);
        Assert.DoesNotContain(first, agent.Backend.Known);
        Assert.Equal(1, agent.Backend.Starts[second]);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task ReadinessGate_OfSomebodyElse_IsKeptAndCounts()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        await agent.RunAsync("a", """, "readinessGates": [ { "conditionType": "example.com/gate" } ]""");
        var pod = await agent.PhaseAsync("a", PodPhases.Running);
        Assert.Equal("False", Condition(pod!, "Ready")!["status"]!.GetValue<string>());

        await agent.Plane.Admin.PatchAsync(
            agent.PodPath("a") + "/status",
            """{ "status": { "conditions": [ { "type": "example.com/gate", "status": "True" } ] } }""",
            "application/strategic-merge-patch+json");

        pod = await agent.WaitAsync("a", pod => Condition(pod!, "Ready")?["status"]?.GetValue<string>() == "True", "the pod is ready");
        Assert.Equal("True", Condition(pod!, "example.com/gate")!["status"]!.GetValue<string>());
        Assert.Null(Condition(pod!, "Ready")!["reason"]);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Status_OverwrittenBySomebodyElse_IsWrittenAgain()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        await agent.RunAsync("a");
        await agent.PhaseAsync("a", PodPhases.Running);

        await agent.Plane.Admin.PatchAsync(agent.PodPath("a") + "/status", """{ "status": { "phase": "Pending" } }""");

        await agent.PhaseAsync("a", PodPhases.Running);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Volumes_FromTheCluster_FollowTheirObjects()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        var ns = $"/api/v1/namespaces/{agent.Namespace}";
        await agent.Plane.Admin.CreateAsync($"{ns}/configmaps", """{ "metadata": { "name": "c" }, "data": { "k": "1" } }""");
        await agent.Plane.Admin.CreateAsync($"{ns}/secrets", """{ "metadata": { "name": "s" }, "stringData": { "p": "x" } }""");
        var uid = await agent.RunAsync("a", """
            , "volumes": [
              { "name": "c", "configMap": { "name": "c" } },
              { "name": "s", "secret": { "secretName": "s" } },
              { "name": "t", "projected": { "sources": [
                 { "serviceAccountToken": { "path": "token", "expirationSeconds": 600, "audience": "here" } },
                 { "configMap": { "name": "kube-root-ca.crt", "items": [ { "key": "ca.crt", "path": "ca.crt" } ] } } ] } } ]
            """);
        await agent.PhaseAsync("a", PodPhases.Running);
        var pod = agent.Backend.Pod(uid);
        Assert.Equal("1", Text(pod, "c", "k"));
        Assert.Equal("x", Text(pod, "s", "p"));
        Assert.Contains("BEGIN CERTIFICATE", Text(pod, "t", "ca.crt"));
        Assert.Equal(3, Text(pod, "t", "token").Split('.').Length);

        // What the API server puts into every pod: a secret of an old one, a projected volume of a new one.
        Assert.Contains(pod.Volumes, volume => volume is FilesVolume { Sensitive: true, Files.Count: >= 3 });
        Assert.Contains(pod.Containers[0].Environment.Entries, entry => entry.Name == "KUBERNETES_SERVICE_HOST");

        await agent.Plane.Admin.PatchAsync($"{ns}/configmaps/c", """{ "data": { "k": "2" } }""");
        await Eventually.TrueAsync(
            () => Updates(agent).Any(update => update.Changes.HasFlag(PodChanges.Volumes) && Text(update.Pod, "c", "k") == "2"),
            "the change has arrived");
        Assert.Equal(1, agent.Api.Requests["create serviceaccounts/token"]);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task MissingObject_IsSaidAndWaitedFor()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        var uid = await agent.RunAsync("a", """, "volumes": [ { "name": "c", "configMap": { "name": "late" } } ]""");
        await Eventually.TrueAsync(
            () => agent.Manager.GetEvents(uid).Any(happened => happened.Reason == "FailedMount"), "the missing object is told of");
        await agent.Plane.Admin.WaitAsync(
            $"/api/v1/namespaces/{agent.Namespace}/events?fieldSelector=involvedObject.uid={uid}",
            list => list!["items"]!.AsArray().Any(item => item!["reason"]!.GetValue<string>() == "FailedMount"),
            "the event is at the API server");

        await agent.Plane.Admin.CreateAsync(
            $"/api/v1/namespaces/{agent.Namespace}/configmaps", """{ "metadata": { "name": "late" }, "data": { "k": "1" } }""");
        await agent.PhaseAsync("a", PodPhases.Running);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Refused_PodThatDoesNotFit_FailsWithTheKubeletsReason()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        const string big = """{ "name": "b", "image": "x", "resources": { "requests": { "cpu": "100" } } }""";
        await agent.RunAsync("a", $""", "initContainers": [ {big} ]""");

        var pod = await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal("OutOfcpu", pod!["status"]!["reason"]!.GetValue<string>());
        Assert.Equal(
            "Pod was rejected: Node didn't have enough resource: cpu, requested: 100000, used: 0, capacity: 4000", pod["status"]!["message"]!.GetValue<string>());
        Assert.Empty(agent.Backend.Known);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task StaticPod_HasAMirror_ThatComesBackAndGoesWithIt()
    {
        var directory = Directory.CreateTempSubdirectory("reeve-static-").FullName;
        var file = Path.Combine(directory, "web.yaml");
        await using var agent = await ClusterAgent.CreateAsync(agent => agent.Sources.Add(new StaticPodSource(
            new FilePodSource(
                new() { Paths = [directory], Watch = true }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<FilePodSource>.Instance),
            agent.Node)));
        await File.WriteAllTextAsync(file, $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: web, namespace: {{agent.Namespace}} }
            spec: { containers: [ { name: main, image: "host:/bin/true" } ] }
            """);

        var name = $"web-{agent.Node}";
        var mirror = await agent.PhaseAsync(name, PodPhases.Running);
        var annotations = mirror!["metadata"]!["annotations"]!;
        var uid = annotations["kubernetes.io/config.hash"]!.GetValue<string>();
        Assert.Equal(uid, annotations["kubernetes.io/config.mirror"]!.GetValue<string>());
        Assert.Equal("file", annotations["kubernetes.io/config.source"]!.GetValue<string>());
        Assert.Equal("Node", mirror["metadata"]!["ownerReferences"]![0]!["kind"]!.GetValue<string>());
        Assert.Equal([uid], agent.Backend.Running);

        // Deleting the mirror does not touch the pod.
        await agent.Plane.Admin.DeleteAsync(agent.PodPath(name));
        await agent.WaitAsync(
            name, pod => pod is not null && Uid(pod) != Uid(mirror) && ClusterAgent.Phase(pod) == PodPhases.Running, "there is a new mirror");
        Assert.Equal(1, agent.Backend.Starts[uid]);

        File.Delete(file);
        await agent.GoneAsync(name);
        await Eventually.TrueAsync(() => agent.Backend.Known.Count == 0, "the pod is ended");
        Directory.Delete(directory, recursive: true);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task End_OfAPod_IsToldAndSurvivesItsDeletion()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        var uid = await agent.RunAsync("a");
        await agent.PhaseAsync("a", PodPhases.Running);

        await agent.Manager.EndPodAsync(uid, TimeSpan.FromSeconds(3), new() { Reason = "Evicted", Message = "The node is full." }, CancellationToken.None);

        var pod = await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal("Evicted", pod!["status"]!["reason"]!.GetValue<string>());
        await agent.Plane.Admin.DeleteAsync(agent.PodPath("a"));
        await agent.GoneAsync("a");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Labels_Changed_ReachTheProvider()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        await agent.RunAsync("a", """
            , "volumes": [ { "name": "d", "downwardAPI": { "items": [ { "path": "labels", "fieldRef": { "fieldPath": "metadata.labels" } } ] } } ]
            """);
        await agent.PhaseAsync("a", PodPhases.Running);

        await agent.Plane.Admin.PatchAsync(agent.PodPath("a"), """{ "metadata": { "labels": { "x": "y" } } }""");

        await Eventually.TrueAsync(
            () => Updates(agent).Any(update => update.Changes.HasFlag(PodChanges.Volumes | PodChanges.Metadata) && Text(update.Pod, "d", "labels") == "x=\"y\""),
            "the labels have arrived");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Many_PodsAtOnce_AllRunWithFewRequests()
    {
        const int count = 100;
        await using var agent = await ClusterAgent.CreateAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (i, _) => await agent.RunAsync($"p{i}"));

        await Eventually.TrueAsync(
            async () => (await agent.Plane.Admin.ListAsync($"/api/v1/namespaces/{agent.Namespace}/pods")).Count(pod => ClusterAgent.Phase(pod) == PodPhases.Running) == count,
            "all run");
        await agent.Plane.Admin.DeleteAsync($"/api/v1/namespaces/{agent.Namespace}/pods");
        await Eventually.TrueAsync(() => agent.Manager.Pods.Count == 0, "all are gone");
        Assert.InRange(agent.Api.Total, 0, 6 * count);
    }

    private static JsonNode? Condition(JsonNode pod, string type) =>
        pod["status"]!["conditions"]?.AsArray().FirstOrDefault(condition => condition!["type"]!.GetValue<string>() == type);

    private static string Uid(JsonNode pod) => pod["metadata"]!["uid"]!.GetValue<string>();

    private static string Text(ResolvedPod pod, string volume, string path) => System.Text.Encoding.UTF8.GetString(
        pod.Volumes.OfType<FilesVolume>().Single(v => v.Name == volume).Files.Single(file => file.Path == path).Content.Span);

    private static List<(ResolvedPod Pod, PodChanges Changes)> Updates(ClusterAgent agent)
    {
        lock (agent.Provider.Updates)
        {
            return [.. agent.Provider.Updates];
        }
    }
}
