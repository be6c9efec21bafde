using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Slurm;

/// <summary>What changes about a pod while its job runs.</summary>
[Collection(SlurmNodeFixture.Tests)]
public sealed class SlurmUpdateTests(SlurmNodeFixture node)
{
    private const string Mounts = """
        "volumeMounts": [{ "name": "config", "mountPath": "/config" }, { "name": "identity", "mountPath": "/identity" }],
        """;

    private const string Volumes = """
        "volumes": [
          { "name": "config", "configMap": { "name": "config" } },
          { "name": "identity", "projected": { "sources": [{ "serviceAccountToken": { "path": "token", "expirationSeconds": 600 } }] } }
        ],
        """;

    [RequiresFact(Component.SlurmNode)]
    public async Task RunningPod_ItsObjectsChange_SeesNewFilesAndKeepsItsImage()
    {
        var (plane, agent) = (node.Plane, node.Agent);
        var configs = $"/api/v1/namespaces/{agent.Namespace}/configmaps";
        await plane.Admin.CreateAsync(configs, """{ "metadata": { "name": "config" }, "data": { "word": "one", "old": "" } }""");
        await node.RunAsync("changing", Manifests.Forever, Mounts, Volumes);
        Assert.Equal("old\nword\none", await node.ShellAsync("changing", "ls -1 /config; cat /config/word"));

        // 1. A ConfigMap: a value changes, a file comes, a file goes, all at once.
        await plane.Admin.PatchAsync($"{configs}/config", """{ "data": { "word": "two", "new": "", "old": null } }""");
        Assert.Equal("new\nword\n", await node.ShellAsync("changing", "until [ \"$(cat /config/word)\" = two ]; do sleep 0.1; done; ls -1 /config"));

        // 2. A token: agents keep none, so that the next one gets another.
        var first = await node.ShellAsync("changing", "cat /identity/token");
        await agent.KillAsync();
        agent.Start();
        await agent.WaitReadyAsync();
        var next = "";
        await Eventually.TrueAsync(
            async () => (await plane.Kubectl.TryAsync("exec", "-n", agent.Namespace, "changing", "--", "cat", "/identity/token")) is { Succeeded: true } read
                && (next = read.Output) != first,
            "the token was replaced");
        var review = await plane.Admin.CreateAsync("/apis/authentication.k8s.io/v1/tokenreviews", $$"""{ "spec": { "token": "{{next}}" } }""");
        Assert.Equal($"system:serviceaccount:{agent.Namespace}:default", review.Text("status.user.username"));

        // 3. An image: a job cannot take another.
        await plane.Admin.PatchAsync(
            $"{agent.Pods}/changing", """{ "spec": { "containers": [{ "name": "main", "image": "another" }] } }""", "application/strategic-merge-patch+json");
        var events = await plane.Admin.WaitListAsync(
            $"/api/v1/namespaces/{agent.Namespace}/events", list => list.Any(item => item.Text("reason") == "UpdateInfeasible"), "the change is refused");
        var refusal = Assert.Single(events, item => item.Text("reason") == "UpdateInfeasible");
        Assert.Equal("Warning", refusal.Text("type"));
        Assert.StartsWith("Image: ", refusal.Text("message"), StringComparison.Ordinal);

        var pod = await plane.Admin.GetAsync($"{agent.Pods}/changing");
        Assert.True(pod.IsReady(), pod.ToString());
        Assert.Equal("0", pod.Text("status.containerStatuses.0.restartCount"));
    }
}
