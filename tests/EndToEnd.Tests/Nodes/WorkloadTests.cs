using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>What controllers and the scheduler of a real control plane make of a node whose pods are processes.</summary>
public sealed class WorkloadTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task Deployment_OfTen_RunsRollsScalesSurvivesARestartAndIsDeleted()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "deployment");
        var ns = agent.Namespace;
        var pods = $"/api/v1/namespaces/{ns}/pods";
        var deployment = $"/apis/apps/v1/namespaces/{ns}/deployments/web";

        // Ten replicas become ten running pods.
        var spec = Manifests.PodSpec(agent.Name, "echo one; " + Manifests.Forever, """ "terminationGracePeriodSeconds": 20, """);
        await plane.Admin.CreateAsync($"/apis/apps/v1/namespaces/{ns}/deployments", Manifests.Deployment("web", 10, spec));
        await plane.Admin.WaitAsync(deployment, found => found.Text("status.readyReplicas") == "10", "ten replicas are ready");
        var first = await plane.Admin.ListAsync(pods);
        Assert.Equal(10, first.Count);
        Assert.All(first, pod => Assert.Equal(agent.Name, pod.Text("spec.nodeName")));
        Assert.All(first, pod => Assert.Equal(ControlPlane.NodeAddress.ToString(), pod.Text("status.podIP")));
        Assert.All(first, pod => Assert.Equal(ControlPlane.NodeAddress.ToString(), pod.Text("status.hostIP")));

        // A change of the template rolls through all of them.
        await plane.Admin.PatchAsync(deployment, """{"spec":{"template":{"metadata":{"annotations":{"revision":"two"}}}}}""");
        await plane.Kubectl.RunAsync("--namespace", ns, "rollout", "status", "deployment/web", "--timeout=90s");
        var second = await plane.Admin.WaitListAsync(pods, list => list.Count == 10 && list.All(pod => pod.IsReady()), "the old pods are gone");
        Assert.Empty(second.Select(Json.Name).Intersect(first.Select(Json.Name)));

        // An agent that starts again finds the same processes.
        var ids = ContainerIds(second);
        await agent.KillAsync();
        agent.Start();
        await agent.WaitReadyAsync();
        await plane.Admin.PatchAsync(deployment, """{"spec":{"replicas":12}}""");
        await plane.Admin.WaitAsync(deployment, found => found.Text("status.readyReplicas") == "12", "twelve replicas are ready");
        var third = await plane.Admin.ListAsync(pods);
        Assert.Empty(ids.Except(ContainerIds(third)));
        Assert.All(third, pod => Assert.Equal("0", pod.Text("status.containerStatuses.0.restartCount")));

        // Fewer replicas.
        await plane.Admin.PatchAsync(deployment, """{"spec":{"replicas":3}}""");
        await plane.Admin.WaitListAsync(pods, list => list.Count == 3, "three replicas are left");

        // Deleted with its grace: the script's trap ends it at once.
        await plane.Admin.DeleteAsync(deployment, """{"propagationPolicy":"Background"}""");
        await plane.Admin.WaitListAsync(pods, list => list.Count == 0, "no pod is left");
        Assert.Empty(agent.Containers());
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Delete_OfAPodThatIgnoresSigterm_TakesItsGraceAndNoMore()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "grace");
        var pod = $"{agent.Pods}/stubborn";
        var (started, asked) = (agent["started"], agent["asked"]);
        var spec = Manifests.PodSpec(
            agent.Name, $"trap 'touch {asked}' TERM; touch {started}; while :; do sleep 0.1; done", """ "terminationGracePeriodSeconds": 2, """);
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("stubborn", spec));
        await plane.Admin.WaitAsync(pod, found => found.IsReady(), "the pod runs");
        await Eventually.TrueAsync(() => File.Exists(started), "it started");

        await plane.Admin.DeleteAsync(pod);
        // While it ends the object is there and its process too.
        var ending = await plane.Admin.GetAsync(pod);
        Assert.Equal("2", ending.Text("metadata.deletionGracePeriodSeconds"));
        await Eventually.TrueAsync(() => File.Exists(asked), "it was asked to end");
        await plane.Admin.WaitAsync(pod, found => found is null, "the object is gone");
        Assert.Empty(agent.Containers());
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task InClusterClient_InAPod_ReachesTheApiServerAsItsServiceAccount()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "in-cluster");
        var pods = $"/api/v1/namespaces/{agent.Namespace}/pods";

        // No kubeconfig: kubectl takes the address from its environment, token and authorities from the mounted volume. It warns of the kind asked
        // for, on a stream of its own, whose lines may come before or after the answer.
        var kubectl = plane.Kubectl.Program;
        var script = $"env -u KUBECONFIG HOME=/nonexistent {kubectl} auth can-i create selfsubjectaccessreviews 2>/dev/null && {kubectl} get pods 2>&1";
        var spec = Manifests.PodSpec(agent.Name, script, """ "restartPolicy": "Never", """);
        await plane.Admin.CreateAsync(pods, Manifests.Pod("client", spec));
        await plane.Admin.WaitAsync($"{pods}/client", pod => pod.Text("status.phase") is "Failed" or "Succeeded", "the client has ended");

        var log = await agent.LogAsync("client", "main");
        Assert.StartsWith("yes\n", log, StringComparison.Ordinal);
        Assert.Contains($"User \"system:serviceaccount:{agent.Namespace}:default\" cannot list", log, StringComparison.Ordinal);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task JobCronJobAndDaemonSet_RunAsTheyShould()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "batch");
        await Task.WhenAll(JobAsync(plane, agent), CronJobAsync(plane, agent), DaemonSetAsync(plane, agent));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task CordonAndDrain_KeepPodsAwayAndEvictThem()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "drain");
        var pods = $"/api/v1/namespaces/{agent.Namespace}/pods";
        var spec = Manifests.PodSpec(agent.Name, Manifests.Forever);
        await plane.Admin.CreateAsync($"/apis/apps/v1/namespaces/{agent.Namespace}/deployments", Manifests.Deployment("web", 2, spec));
        await plane.Admin.WaitListAsync(pods, list => list.Count == 2 && list.All(pod => pod.IsReady()), "two pods run");

        await plane.Kubectl.RunAsync("cordon", agent.Name);
        await plane.Admin.CreateAsync(pods, Manifests.Pod("late", spec));
        await plane.Admin.WaitAsync(
            $"{pods}/late", pod => pod.Condition("PodScheduled") == "False", "the scheduler finds no node for the pod");

        await plane.Kubectl.RunAsync("drain", agent.Name, "--ignore-daemonsets", "--force", "--delete-emptydir-data", "--timeout=60s");
        var left = await plane.Admin.ListAsync($"{pods}?fieldSelector=spec.nodeName={agent.Name}");
        Assert.Empty(left);
        Assert.Empty(agent.Containers());

        await plane.Kubectl.RunAsync("uncordon", agent.Name);
        await plane.Admin.WaitListAsync(pods, list => list.Count == 3 && list.All(pod => pod.IsReady()), "all pods run again");
    }

    private static async Task JobAsync(ControlPlane plane, NodeAgent agent)
    {
        var jobs = $"/apis/batch/v1/namespaces/{agent.Namespace}/jobs";
        var spec = Manifests.PodSpec(agent.Name, "echo done", """ "restartPolicy": "Never", """);
        await plane.Admin.CreateAsync(jobs, $$"""
            { "metadata": { "name": "job" }, "spec": { "completions": 3, "parallelism": 2, "template": { "spec": {{spec}} } } }
            """);
        await plane.Admin.WaitAsync($"{jobs}/job", job => job.Condition("Complete") == "True", "the job completes");
        var done = await plane.Admin.ListAsync($"/api/v1/namespaces/{agent.Namespace}/pods?labelSelector=job-name=job");
        Assert.Equal(3, done.Count);
        Assert.All(done, pod => Assert.Equal("Succeeded", pod.Text("status.phase")));
        Assert.All(done, pod => Assert.Equal("Completed", pod.Text("status.containerStatuses.0.state.terminated.reason")));
    }

    private static async Task CronJobAsync(ControlPlane plane, NodeAgent agent)
    {
        // The API of CronJobs left beta in 1.21.
        var version = await plane.Admin.FindAsync("/apis/batch/v1") is { } group
            && group.At("resources")!.AsArray().Any(resource => resource.Text("name") == "cronjobs") ? "v1" : "v1beta1";
        var jobs = $"/apis/batch/{version}/namespaces/{agent.Namespace}/cronjobs";
        var spec = Manifests.PodSpec(agent.Name, "echo tick", """ "restartPolicy": "OnFailure", """);
        await plane.Admin.CreateAsync(jobs, $$"""
            {
              "metadata": { "name": "cron" },
              "spec": { "schedule": "* * * * *", "jobTemplate": { "spec": { "template": { "spec": {{spec}} } } } }
            }
            """);
        // As if it had missed a run already: the test need not wait for the next full minute.
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-90).ToString("yyyy-MM-ddTHH:mm:ssZ");
        await plane.Admin.PatchAsync($"{jobs}/cron/status", $$$"""{"status":{"lastScheduleTime":"{{{past}}}"}}""");
        await plane.Admin.WaitListAsync(
            $"/api/v1/namespaces/{agent.Namespace}/pods",
            pods => pods.Any(pod => pod.Text("metadata.labels.job-name")?.StartsWith("cron-", StringComparison.Ordinal) == true && pod.Text("status.phase") == "Succeeded"),
            "a pod of the cron job has succeeded",
            TimeSpan.FromMinutes(2));
        await plane.Admin.DeleteAsync($"{jobs}/cron", """{"propagationPolicy":"Background"}""");
    }

    private static async Task DaemonSetAsync(ControlPlane plane, NodeAgent agent)
    {
        var sets = $"/apis/apps/v1/namespaces/{agent.Namespace}/daemonsets";
        var spec = Manifests.PodSpec(agent.Name, Manifests.Forever);
        await plane.Admin.CreateAsync(sets, $$"""
            {
              "metadata": { "name": "daemon" },
              "spec": {
                "selector": { "matchLabels": { "app": "daemon" } },
                "template": { "metadata": { "labels": { "app": "daemon" } }, "spec": {{spec}} }
              }
            }
            """);
        await plane.Admin.WaitAsync(
            $"{sets}/daemon",
            set => set.Text("status.desiredNumberScheduled") == "1" && set.Text("status.numberReady") == "1",
            "the daemon runs on the one node that it selects");
        await plane.Admin.DeleteAsync($"{sets}/daemon", """{"propagationPolicy":"Foreground"}""");
        await plane.Admin.WaitAsync($"{sets}/daemon", set => set is null, "the daemon set is gone");
    }

    private static HashSet<string> ContainerIds(IEnumerable<JsonNode> pods) =>
        [.. pods.Select(pod => pod.Text("status.containerStatuses.0.containerID")!)];
}
